/* What users of other runtimes type, and names that come close to a wrong one. */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "habits.h"
#include "program.h"

enum { NAME_MOST = 64, NAMES_MOST = 1000 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Insertions, deletions, changes of letters and swaps of neighbours that make one name of the other; upper case does not count. */
static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
    size_t rows[3][NAME_MOST + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= m; j++)
        above[j] = j;
    for (size_t i = 1; i <= n; i++) {
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            int x = tolower((unsigned char)a[i - 1]), y = tolower((unsigned char)b[j - 1]);
            row[j] = least(above[j - 1] + (x != y), least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && x == tolower((unsigned char)b[j - 2]) && y == tolower((unsigned char)a[i - 2]))
                row[j] = least(row[j], before[j - 2] + 1);
        }
        size_t *free_row = before;
        before = above;
        above = row;
        row = free_row;
    }
    return above[m];
}

/* Whether a name comes first in the order of bytes. */
static int first(const char *a, size_t n, const char *b, size_t m)
{
    int order = memcmp(a, b, least(n, m));
    return order < 0 || (order == 0 && n < m);
}

void consider(struct closest *c, const char *name, size_t size)
{
    if (c->seen++ >= NAMES_MOST)
        return;
    size_t n = strlen(c->word);
    if (n == 0 || n > NAME_MOST || size == 0 || size > NAME_MOST)
        return;
    size_t shorter = least(n, size);
    size_t far = shorter > 3 && strncmp(name, c->word, shorter) == 0 ? n != size : distance(c->word, n, name, size);
    if (far > shorter / 3)
        return;
    if (c->name != NULL && (far > c->far || (far == c->far && !first(name, size, c->name, c->size))))
        return;
    c->name = name;
    c->size = size;
    c->far = far;
}

typedef struct habit {
    const char *group, *key, *kind, *yes, *no, *advice; /* as in habit_rows */
} habit;

static const char *after(const char *text)
{
    return text + strlen(text) + 1;
}

/* The row of that key, or else the one of every other key of the group. */
static int find(const char *group, const char *key, size_t size, habit *out)
{
    int found = 0;
    habit h;
    for (h.group = habit_rows; h.group + 1 < habit_rows + sizeof habit_rows; h.group = after(h.advice)) {
        h.key = after(h.group);
        h.kind = after(h.key);
        h.yes = after(h.kind);
        h.no = after(h.yes);
        h.advice = after(h.no);
        int exact = strlen(h.key) == size && memcmp(h.key, key, size) == 0;
        if (strcmp(h.group, group) != 0 || (!exact && strcmp(h.key, "*") != 0))
            continue;
        *out = h;
        found = 1;
        if (exact)
            break;
    }
    return found;
}

const char *habit_command(const char *word)
{
    habit h;
    return find("command", word, strlen(word), &h) ? h.advice : NULL;
}

static int one_of(const char *value, const char *a, const char *b, const char *c)
{
    return strcmp(value, a) == 0 || strcmp(value, b) == 0 || strcmp(value, c) == 0;
}

/* Takes KEY[=VALUE]; `shown` is how the user spelled it. */
static int apply(const habit *h, const char *shown, const char *value, int (*take)(char *word))
{
    int kind = *h->kind - '0';
    if (kind == HABIT_FLAG) {
        int on = value == NULL || one_of(value, "y", "yes", "true");
        if (*h->advice == '\0' && !on && !one_of(value, "n", "no", "false")) {
            say_error(NULL, "%s: %s is neither y nor n", shown, value);
            return EXIT_USAGE;
        }
        const char *word = on ? h->yes : h->no;
        if (strcmp(word, "?") == 0) {
            say_error(NULL, "%s: %s", shown, h->advice);
            return EXIT_USAGE;
        }
        return *word != '\0' ? take(must(strdup(word))) : 0;
    }
    if (value == NULL) {
        say_error(NULL, "%s: needs a value", shown);
        return EXIT_USAGE;
    }
    int bare = kind == HABIT_TIME && *value != '\0' && value[strspn(value, "0123456789")] == '\0';
    char *word = must(malloc(strlen(h->yes) + strlen(value) + 3));
    sprintf(word, "%s=%s%s", h->yes, value, bare ? "s" : "");
    return take(word);
}

/* The items of a list such as timeout=1s,cli. */
static int apply_list(const char *group, const char *option, char *list, int (*take)(char *word))
{
    for (char *item = list, *next; item != NULL; item = next) {
        char shown[256];
        next = strchr(item, ',');
        if (next != NULL)
            *next++ = '\0';
        size_t size = strcspn(item, "=");
        snprintf(shown, sizeof shown, "%s %s", option, item);
        habit h;
        find(group, item, size, &h); /* every group has a row for all other keys */
        int status = apply(&h, shown, item[size] == '=' ? item + size + 1 : NULL, take);
        if (status)
            return status;
    }
    return 0;
}

int habit_option(int argc, char **argv, int (*take)(char *word), int *status)
{
    const char *word = argv[0];
    size_t size = strcspn(word, "=");
    const char *name;
    for (const char *letter = habit_groups; letter + 1 < habit_groups + sizeof habit_groups; letter = after(name)) {
        name = after(letter);
        int is_long = strlen(name) == size && memcmp(word, name, size) == 0;
        if (!is_long && (letter[1] == '-' || strncmp(word, letter, 2) != 0))
            continue;
        const char *list = is_long ? word + size + (word[size] == '=') : word + 2;
        int used = *list == '\0' ? 2 : 1;
        if (used > argc) {
            say_error(NULL, "%s needs a value", word);
            *status = EXIT_USAGE;
            return 1;
        }
        *status = apply_list(letter, is_long ? name : letter, must(strdup(used == 2 ? argv[1] : list)), take);
        return used;
    }
    habit h;
    if (!find("", word, size, &h))
        return 0;
    int used = *h.kind - '0' != HABIT_FLAG && word[size] == '\0' && argc > 1 ? 2 : 1;
    char *shown = must(strndup(word, size));
    *status = apply(&h, shown, word[size] == '=' ? word + size + 1 : used == 2 ? argv[1] : NULL, take);
    free(shown);
    return used;
}
