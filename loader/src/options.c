/* The options of zwasm. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program.h"

struct options opt = {.max_memory = UINT64_MAX, .refused = EXIT_CANNOT};

static int add_dir(const char *text, int read_only)
{
    char *host = must(strdup(text)), *guest = host;
    char *sep = strstr(host, "::");
    if (sep != NULL) {
        *sep = '\0';
        guest = sep + 2;
    } else if ((sep = strchr(host, '=')) != NULL) {
        *sep = '\0';
        guest = sep + 1;
    }
    if (*host == '\0' || *guest == '\0')
        return -1;
    opt.preopens = must(realloc(opt.preopens, (opt.npreopens + 1) * sizeof *opt.preopens));
    opt.preopens[opt.npreopens++] = (zw_wasi_preopen){.host = host, .dirfd = -1, .guest = guest, .read_only = read_only};
    return 0;
}

/* NAME=FILE; a name may have any bytes but '='. */
static int add_preload(const char *text)
{
    size_t size = strcspn(text, "=");
    if (size == 0 || text[size] == '\0' || text[size + 1] == '\0')
        return -1;
    opt.preloads = must(realloc(opt.preloads, (opt.npreloads + 1) * sizeof *opt.preloads));
    opt.preloads[opt.npreloads++] = (preload){.name = text, .size = size, .file = text + size + 1};
    return 0;
}

static void add_word(const char ***list, size_t *n, const char *word)
{
    *list = must(realloc(*list, (*n + 1) * sizeof **list));
    (*list)[(*n)++] = word;
}

static void add_env(const char *text)
{
    size_t key = strcspn(text, "=");
    for (char **e = system_environment(); text[key] == '\0' && *e != NULL; e++)
        if (strncmp(*e, text, key) == 0 && (*e)[key] == '=')
            text = *e;
    if (text[key] == '\0')
        return; /* not set: nothing to pass on */
    for (size_t i = 0; i < opt.nenv; i++) {
        if (strncmp(opt.env[i], text, key + 1) == 0) {
            opt.env[i] = text;
            return;
        }
    }
    add_word(&opt.env, &opt.nenv, text);
}

/* What is inherited comes first, as it is; what --env says of a variable wins, wherever it stands. */
static void inherit_env(void)
{
    size_t n = 0, total = opt.nenv;
    char **environment = system_environment();
    for (char **e = environment; *e != NULL; e++)
        total++;
    const char **all = must(malloc((total + 1) * sizeof *all));
    for (char **e = environment; *e != NULL; e++) {
        size_t key = strcspn(*e, "="), i = 0;
        while (i < opt.nenv && strncmp(opt.env[i], *e, key + 1) != 0)
            i++;
        if (i == opt.nenv && (*e)[key] == '=')
            all[n++] = *e;
    }
    for (size_t i = 0; i < opt.nenv; i++)
        all[n++] = opt.env[i];
    opt.env = all;
    opt.nenv = n;
}

/* A number with one of the given suffixes; the scale of the suffix is applied. */
static int parse_amount(const char *text, const char *const *suffixes, const uint64_t *scales, uint64_t *out)
{
    char *end;
    if (*text < '0' || *text > '9')
        return -1;
    errno = 0;
    unsigned long long n = strtoull(text, &end, 10);
    for (size_t i = 0; errno == 0 && suffixes[i] != NULL; i++) {
        if (strcmp(end, suffixes[i]) == 0) {
            if (n > UINT64_MAX / scales[i])
                return -1;
            *out = n * scales[i];
            return 0;
        }
    }
    return -1;
}

static int bad_value(const char *name, const char *value, const char *why)
{
    say_error(NULL, "%s %s: %s", name, value, why);
    return EXIT_USAGE;
}

/* An option of the compiler, as one word. */
static void pass_on(const char *name, const char *value)
{
    char *word = must(malloc(strlen(name) + strlen(value) + 2));
    sprintf(word, "%s%s%s", name, name[1] == '-' ? "=" : "", value);
    add_word(&opt.compiler, &opt.ncompiler, word);
}

typedef enum option_id {
    ALLOW_PRECOMPILED, ARGV0, CHECK, COMPILER, DIR, ENV, INHERIT_ENV, INTERPRETER, INVOKE, MAX_MEMORY, PERFMAP, PRELOAD, RO_DIR,
    TCPLISTEN, TIMEOUT, UNKNOWN_IMPORTS
} option_id;

static const struct option {
    char name[24];
    uint8_t takes_value, id;
} table[] = {
    {"--allow-precompiled", 0, ALLOW_PRECOMPILED}, {"--argv0", 1, ARGV0}, {"--check", 0, CHECK}, {"--cpu", 1, COMPILER},
    {"--dir", 1, DIR}, {"--env", 1, ENV}, {"--features", 1, COMPILER}, {"--inherit-env", 0, INHERIT_ENV},
    {"--interpreter", 0, INTERPRETER}, {"--invoke", 1, INVOKE}, {"-j", 1, COMPILER}, {"--max-compile-memory", 1, COMPILER},
    {"--max-memory", 1, MAX_MEMORY}, {"--memory", 1, COMPILER}, {"--perfmap", 0, PERFMAP}, {"--preload", 1, PRELOAD},
    {"--ro-dir", 1, RO_DIR}, {"--tcplisten", 1, TCPLISTEN}, {"--timeout", 1, TIMEOUT},
    {"--unknown-imports", 1, UNKNOWN_IMPORTS},
};

enum { OPTIONS = sizeof table / sizeof *table };

static int set_option(const struct option *option, const char *value)
{
    static const char *const times[] = {"us", "ms", "s", "m", "h", NULL};
    static const uint64_t microseconds[] = {1, 1000, 1000000, 60000000, 3600000000u};
    static const char *const sizes[] = {"", "K", "M", "G", "KiB", "MiB", "GiB", NULL};
    static const uint64_t bytes[] = {1, 1 << 10, 1 << 20, 1 << 30, 1 << 10, 1 << 20, 1 << 30};
    static const char *const policies[] = {"deny", "trap", "default"}; /* ZW_UNKNOWN_* */
    const char *name = option->name;
    switch ((option_id)option->id) {
    case ALLOW_PRECOMPILED:
        opt.allow_precompiled = 1;
        break;
    case ARGV0:
        opt.argv0 = value;
        break;
    case CHECK:
        opt.check = 1;
        break;
    case COMPILER:
        pass_on(name, value);
        break;
    case DIR:
    case RO_DIR:
        if (add_dir(value, option->id == RO_DIR))
            return bad_value(name, value, "expected HOST or HOST::GUEST");
        break;
    case ENV:
        add_env(value);
        break;
    case INHERIT_ENV:
        opt.inherit_env = 1;
        break;
    case INTERPRETER:
        opt.interpreter = 1;
        break;
    case INVOKE:
        opt.invoke = value;
        break;
    case MAX_MEMORY:
        if (parse_amount(value, sizes, bytes, &opt.max_memory))
            return bad_value(name, value, "expected a number of bytes such as 64M");
        break;
    case PERFMAP:
        opt.perfmap = 1;
        break;
    case PRELOAD:
        if (add_preload(value))
            return bad_value(name, value, "expected NAME=FILE");
        break;
    case TCPLISTEN:
        add_word(&opt.listen, &opt.nlisten, value);
        break;
    case TIMEOUT:
        if (parse_amount(value, times, microseconds, &opt.timeout_us) || opt.timeout_us == 0)
            return bad_value(name, value, "expected a time such as 100ms, 30s or 5m");
        break;
    case UNKNOWN_IMPORTS:
        for (opt.unknown_imports = 0; strcmp(policies[opt.unknown_imports], value) != 0; opt.unknown_imports++)
            if (opt.unknown_imports == 2)
                return bad_value(name, value, "expected trap, default or deny");
        break;
    }
    return 0;
}

int common_option(int argc, char **argv)
{
    const char *word = argv[0];
    if (strcmp(word, "-q") == 0 || strcmp(word, "--quiet") == 0) {
        opt.verbose = 0;
        return 1;
    }
    if (strcmp(word, "--verbose") == 0 || (word[0] == '-' && word[1] == 'v' && word[1 + strspn(word + 1, "v")] == '\0')) {
        opt.verbose = 1;
        return 1;
    }
    if (strncmp(word, "--color=", 8) == 0)
        return set_color(word + 8) ? -1 : 1;
    if (strcmp(word, "--color") != 0)
        return 0;
    if (argc < 2) {
        say_error(NULL, "--color needs a value");
        return -1;
    }
    return set_color(argv[1]) ? -1 : 2;
}

/* Takes --name, --name=value or --name value; words used, 0: there is no such option. */
static int take_option(int argc, char **argv, int *status)
{
    const char *word = argv[0];
    size_t size = word[1] == '-' ? strcspn(word, "=") : 2;
    for (size_t i = 0; i < OPTIONS; i++) {
        if (strlen(table[i].name) != size || strncmp(table[i].name, word, size) != 0)
            continue;
        int attached = word[size] != '\0';
        *status = EXIT_USAGE;
        if (attached && !table[i].takes_value)
            say_error(NULL, "%s takes no value", table[i].name);
        else if (!attached && table[i].takes_value && argc < 2)
            say_error(NULL, "%s needs a value", word);
        else
            *status = set_option(&table[i], attached ? word + size + (word[size] == '=') : table[i].takes_value ? argv[1] : NULL);
        return table[i].takes_value && !attached ? 2 : 1;
    }
    return 0;
}

/* Takes what stands for an option of another runtime. */
static int take_word(char *word)
{
    int status = 0;
    if (common_option(1, &word) == 0)
        take_option(1, &word, &status);
    return status;
}

static void unknown_option(const char *word)
{
    static const char *const common[] = {"--color", "--help", "--quiet", "--verbose"};
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word, "="), word);
    struct closest near = {.word = name};
    for (size_t i = 0; i < OPTIONS; i++)
        consider(&near, table[i].name, strlen(table[i].name));
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        consider(&near, common[i], strlen(common[i]));
    if (near.name != NULL)
        say_error(NULL, "unknown option %s (did you mean %s?)", word, near.name);
    else
        say_error(NULL, "unknown option %s (see: zwasm help)", word);
}

int parse_options(int argc, char **argv, int *status)
{
    for (int i = 0; i < argc;) {
        char *word = argv[i];
        if (strcmp(word, "--") == 0) {
            if (i + 1 == argc)
                break;
            opt.file = argv[++i];
        } else if (word[0] != '-' || word[1] == '\0') {
            opt.file = word;
        }
        if (opt.file != NULL) {
            if (opt.inherit_env)
                inherit_env();
            return i + 1;
        }
        *status = EXIT_USAGE;
        int used = common_option(argc - i, argv + i);
        if (used < 0)
            return -1;
        if (used == 0 && (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)) {
            *status = -1;
            return -1;
        }
        *status = 0;
        if (used == 0)
            used = take_option(argc - i, argv + i, status);
        if (used == 0)
            used = habit_option(argc - i, argv + i, take_word, status);
        if (*status != 0)
            return -1;
        if (used == 0) {
            unknown_option(word);
            *status = EXIT_USAGE;
            return -1;
        }
        i += used;
    }
    say_error(NULL, "no FILE given (see: zwasm help)");
    *status = EXIT_USAGE;
    return -1;
}
