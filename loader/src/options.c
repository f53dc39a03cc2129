/* The options of zwasm. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "program.h"

extern char **environ;

struct options opt = {.max_memory = UINT64_MAX};

void *must(void *p)
{
    if (p == NULL) {
        say_error(NULL, "out of memory");
        _exit(EXIT_CANNOT);
    }
    return p;
}

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

static int add_listener(const char *address)
{
    const char *why;
    int fd = listen_on(address, &why);
    if (fd < 0) {
        say_error(NULL, "--tcplisten %s: %s", address, why);
        return fd == LISTEN_USAGE ? EXIT_USAGE : EXIT_CANNOT;
    }
    opt.listeners = must(realloc(opt.listeners, (opt.nlisteners + 1) * sizeof *opt.listeners));
    opt.listeners[opt.nlisteners++] = fd;
    return 0;
}

static void add_env(const char *text)
{
    size_t key = strcspn(text, "=");
    for (char **e = environ; text[key] == '\0' && *e != NULL; e++)
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
    opt.env = must(realloc(opt.env, (opt.nenv + 1) * sizeof *opt.env));
    opt.env[opt.nenv++] = text;
}

/* What is inherited comes first, as it is; what --env says of a variable wins, wherever it stands. */
static void inherit_env(void)
{
    size_t n = 0, total = opt.nenv;
    for (char **e = environ; *e != NULL; e++)
        total++;
    const char **all = must(malloc((total + 1) * sizeof *all));
    for (char **e = environ; *e != NULL; e++) {
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

static int set_option(const char *name, const char *value)
{
    static const char *const times[] = {"us", "ms", "s", "m", "h", NULL};
    static const uint64_t microseconds[] = {1, 1000, 1000000, 60000000, 3600000000u};
    static const char *const sizes[] = {"", "K", "M", "G", "KiB", "MiB", "GiB", NULL};
    static const uint64_t bytes[] = {1, 1 << 10, 1 << 20, 1 << 30, 1 << 10, 1 << 20, 1 << 30};
    if (strcmp(name, "--invoke") == 0)
        opt.invoke = value;
    else if (strcmp(name, "--argv0") == 0)
        opt.argv0 = value;
    else if (strcmp(name, "--env") == 0)
        add_env(value);
    else if (strcmp(name, "--dir") == 0 || strcmp(name, "--ro-dir") == 0) {
        if (add_dir(value, name[2] == 'r'))
            return bad_value(name, value, "expected HOST or HOST::GUEST");
    } else if (strcmp(name, "--tcplisten") == 0) {
        return add_listener(value);
    } else if (strcmp(name, "--timeout") == 0) {
        if (parse_amount(value, times, microseconds, &opt.timeout_us) || opt.timeout_us == 0)
            return bad_value(name, value, "expected a time such as 100ms, 30s or 5m");
    } else if (strcmp(name, "--max-memory") == 0) {
        if (parse_amount(value, sizes, bytes, &opt.max_memory))
            return bad_value(name, value, "expected a number of bytes such as 64M");
    }
    return 0;
}

int common_option(int argc, char **argv)
{
    if (strcmp(argv[0], "-q") == 0 || strcmp(argv[0], "--quiet") == 0) {
        opt.verbose = 0;
        return 1;
    }
    if (strcmp(argv[0], "-v") == 0 || strcmp(argv[0], "--verbose") == 0) {
        opt.verbose = 1;
        return 1;
    }
    if (strncmp(argv[0], "--color=", 8) == 0)
        return set_color(argv[0] + 8) ? -1 : 1;
    if (strcmp(argv[0], "--color") != 0)
        return 0;
    if (argc < 2) {
        say_error(NULL, "--color needs a value");
        return -1;
    }
    return set_color(argv[1]) ? -1 : 2;
}

int parse_options(int argc, char **argv, int *status)
{
    static const char *const with_value[] = {"--invoke", "--argv0", "--env", "--dir", "--ro-dir", "--tcplisten", "--timeout",
                                             "--max-memory"};
    *status = EXIT_USAGE;
    for (int i = 0; i < argc; i++) {
        char *word = argv[i];
        if (strcmp(word, "--") == 0) {
            if (i + 1 < argc)
                opt.file = argv[++i];
        } else if (word[0] != '-' || word[1] == '\0') {
            opt.file = word;
        }
        if (opt.file != NULL) {
            if (opt.inherit_env)
                inherit_env();
            return i + 1;
        }
        int used = common_option(argc - i, argv + i);
        if (used < 0)
            return -1;
        if (used > 0) {
            i += used - 1;
            continue;
        }
        if (strcmp(word, "--check") == 0)
            opt.check = 1;
        else if (strcmp(word, "--perfmap") == 0)
            opt.perfmap = 1;
        else if (strcmp(word, "--interpreter") == 0)
            opt.interpreter = 1;
        else if (strcmp(word, "--inherit-env") == 0)
            opt.inherit_env = 1;
        else if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
            *status = -1;
            return -1;
        } else {
            size_t n = sizeof with_value / sizeof *with_value, k = 0, len = strcspn(word, "=");
            while (k < n && (strlen(with_value[k]) != len || strncmp(word, with_value[k], len) != 0))
                k++;
            if (k == n) {
                say_error(NULL, "unknown option %s (see: zwasm help)", word);
                return -1;
            }
            if (word[len] == '\0' && i + 1 >= argc) {
                say_error(NULL, "%s needs a value", word);
                return -1;
            }
            int bad = set_option(with_value[k], word[len] == '=' ? word + len + 1 : argv[++i]);
            if (bad) {
                *status = bad;
                return -1;
            }
        }
    }
    say_error(NULL, "no FILE given (see: zwasm help)");
    return -1;
}
