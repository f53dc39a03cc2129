/* zwasm run: options, loading, WASI, and the exit status. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "program.h"
#include "wasi.h"

extern char **environ;

static struct {
    const char *file, *invoke, *argv0;
    zw_wasi_preopen *preopens;
    size_t npreopens;
    const char **env;
    size_t nenv;
    int *listeners;
    size_t nlisteners;
    uint64_t timeout_us, max_memory;
    int check, interpreter, verbose, color;
} opt = {.max_memory = UINT64_MAX};

enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

static int colored(void)
{
    if (opt.color != COLOR_AUTO)
        return opt.color == COLOR_ALWAYS;
    const char *no = getenv("NO_COLOR"), *force = getenv("FORCE_COLOR"), *term = getenv("TERM");
    if (no != NULL && *no != '\0')
        return 0;
    if (force != NULL && *force != '\0')
        return 1;
    return isatty(STDERR_FILENO) && (term == NULL || strcmp(term, "dumb") != 0);
}

void say_error(const char *file, const char *format, ...)
{
    char line[2048];
    size_t n = (size_t)snprintf(line, sizeof line, colored() ? "\033[31;1merror:\033[0m " : "error: ");
    if (file != NULL)
        n += (size_t)snprintf(line + n, sizeof line - n - 1, "%.1000s: ", file);
    va_list args;
    va_start(args, format);
    int more = vsnprintf(line + n, sizeof line - n - 1, format, args);
    va_end(args);
    n = more < 0 ? n : n + (size_t)more;
    if (n > sizeof line - 2)
        n = sizeof line - 2;
    line[n++] = '\n';
    if (write(STDERR_FILENO, line, n) < 0)
        return;
}

static void *must(void *p)
{
    if (p == NULL) {
        say_error(NULL, "out of memory");
        _exit(EXIT_CANNOT);
    }
    return p;
}

/* Options. */

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
    } else if (strcmp(name, "--color") == 0) {
        if (strcmp(value, "auto") != 0 && strcmp(value, "always") != 0 && strcmp(value, "never") != 0)
            return bad_value(name, value, "expected auto, always or never");
        opt.color = value[1] == 'l' ? COLOR_ALWAYS : value[1] == 'e' ? COLOR_NEVER : COLOR_AUTO;
    }
    return 0;
}

/* Returns the number of words up to and with FILE, or -1 with the exit status in *status. */
static int parse_options(int argc, char **argv, int *status)
{
    static const char *const with_value[] = {"--invoke", "--argv0", "--env", "--dir", "--ro-dir", "--tcplisten", "--timeout",
                                             "--max-memory", "--color"};
    *status = EXIT_USAGE;
    for (int i = 0; i < argc; i++) {
        char *word = argv[i];
        if (strcmp(word, "--") == 0) {
            if (i + 1 < argc)
                opt.file = argv[++i];
        } else if (word[0] != '-' || word[1] == '\0') {
            opt.file = word;
        }
        if (opt.file != NULL)
            return i + 1;
        if (strcmp(word, "--check") == 0)
            opt.check = 1;
        else if (strcmp(word, "--interpreter") == 0)
            opt.interpreter = 1;
        else if (strcmp(word, "--inherit-env") == 0) {
            for (char **e = environ; *e != NULL; e++)
                if (strchr(*e, '=') != NULL)
                    add_env(*e);
        } else if (strcmp(word, "-q") == 0 || strcmp(word, "--quiet") == 0) {
            opt.verbose = 0;
        } else if (strcmp(word, "-v") == 0 || strcmp(word, "--verbose") == 0) {
            opt.verbose = 1;
        } else if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
            *status = -1;
            return -1;
        } else {
            size_t n = sizeof with_value / sizeof *with_value, k = 0, len = strcspn(word, "=");
            while (k < n && (strlen(with_value[k]) != len || strncmp(word, with_value[k], len) != 0))
                k++;
            if (k == n) {
                say_error(NULL, "unknown option %s (see zwasm help)", word);
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
    say_error(NULL, "no FILE given (see zwasm help)");
    return -1;
}

/* Loading. */

/* Copies what is left of a stream into memory that has a descriptor. */
static int slurp(int from)
{
    int fd = memfd_create("zwasm", MFD_CLOEXEC);
    char buffer[65536];
    ssize_t n;
    while (fd >= 0 && (n = read(from, buffer, sizeof buffer)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 || write(fd, buffer, (size_t)n) != n) {
            close(fd);
            return -1;
        }
    }
    return fd;
}

static int open_input(void)
{
    if (strcmp(opt.file, "-") == 0) {
        opt.file = "(stdin)";
        return slurp(STDIN_FILENO);
    }
    int fd = open(opt.file, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0)
        return -1;
    if (S_ISDIR(st.st_mode)) {
        errno = EISDIR;
        return -1;
    }
    return S_ISREG(st.st_mode) ? fd : slurp(fd);
}

/* A descriptor of a container: the input, or what the compiler makes of it; -1 after saying why not. */
static int container(void)
{
    int fd = open_input();
    if (fd < 0) {
        say_error(opt.file, "%s", strerror(errno));
        return -1;
    }
    unsigned char magic[8] = {0};
    ssize_t n = pread(fd, magic, sizeof magic, 0);
    if (n >= 4 && memcmp(magic, "\177ELF", 4) == 0)
        return fd;
    if (n >= 4 && memcmp(magic, "\0asm", 4) == 0) {
        char path[64];
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        int out = memfd_create("zwasm", MFD_CLOEXEC);
        int named = access(opt.file, R_OK) == 0;
        if (out < 0) {
            say_error(opt.file, "%s", strerror(errno));
            return -1;
        }
        if (!named)
            fcntl(fd, F_SETFD, 0); /* the compiler reads it through /proc */
        int failed = compiler_run(named ? opt.file : path, opt.file, out, opt.timeout_us != 0);
        close(fd);
        return failed ? -1 : out;
    }
    if (n >= 4 && memcmp(magic, "\x28\xb5\x2f\xfd", 4) == 0)
        say_error(opt.file, "a compressed container; unpack it with zwasmc inspect or compile without --compress");
    else
        say_error(opt.file, "neither a WebAssembly module nor a container");
    return -1;
}

static zw_store *alarmed;

static void on_alarm(int sig)
{
    (void)sig;
    zw_store_interrupt(alarmed, 1);
}

/* Repeats, so that a blocking call that was about to start is interrupted too. */
static void set_timer(zw_store *store)
{
    struct sigaction sa;
    memset(&sa, 0, sizeof sa);
    sa.sa_handler = on_alarm;
    sa.sa_flags = SA_ONSTACK;
    alarmed = store;
    sigaction(SIGALRM, &sa, NULL);
    struct itimerval timer = {.it_interval = {.tv_usec = 20000}};
    timer.it_value.tv_sec = (time_t)(opt.timeout_us / 1000000);
    timer.it_value.tv_usec = (suseconds_t)(opt.timeout_us % 1000000);
    setitimer(ITIMER_REAL, &timer, NULL);
}

static zw_wasi *make_wasi(zw_store *store, int argc, char **argv)
{
    const char **args = must(malloc(((size_t)argc + 1) * sizeof *args));
    const char *slash = strrchr(opt.file, '/');
    args[0] = opt.argv0 != NULL ? opt.argv0 : slash != NULL ? slash + 1 : opt.file;
    for (int i = 0; i < argc; i++)
        args[i + 1] = argv[i];
    zw_wasi_config config = {.nargs = opt.invoke != NULL ? 1 : (size_t)argc + 1,
                             .args = args,
                             .nenv = opt.nenv,
                             .env = opt.env,
                             .stdio = {0, 1, 2},
                             .npreopens = opt.npreopens,
                             .preopens = opt.preopens,
                             .nlisten = opt.nlisteners,
                             .listen = opt.listeners,
                             .interrupt = zw_store_interrupt_flag(store)};
    int bad = -1;
    zw_wasi *wasi = zw_wasi_new(&config, &bad);
    if (wasi == NULL && bad >= 0 && (size_t)bad < opt.npreopens)
        say_error(NULL, "%s %s: %s", opt.preopens[bad].read_only ? "--ro-dir" : "--dir", opt.preopens[bad].host, strerror(errno));
    else if (wasi == NULL)
        say_error(opt.file, "cannot set up WASI: %s", strerror(errno));
    free(args);
    return wasi;
}

static zw_extern *resolve(zw_store *store, zw_module *m, zw_wasi *wasi)
{
    size_t n = zw_module_imports(m);
    zw_extern *imports = must(calloc(n + 1, sizeof *imports));
    char module[128], name[128];
    for (size_t i = 0; i < n; i++) {
        zw_name from, field;
        zw_externtype type;
        zw_module_import(m, i, &from, &field, &type);
        if (type.kind != ZW_FUNC || from.size >= sizeof module || field.size >= sizeof name)
            continue;
        memcpy(module, from.text, from.size);
        module[from.size] = '\0';
        memcpy(name, field.text, field.size);
        name[field.size] = '\0';
        imports[i] = (zw_extern){.kind = ZW_FUNC, .of.func = zw_wasi_import(store, wasi, module, name)};
    }
    return imports;
}

static int is_plain(const zw_extern *e)
{
    const zw_valtype *params, *results;
    size_t np, nr;
    return e->kind == ZW_FUNC && zw_functype(zw_func_type(e->of.func), &params, &np, &results, &nr) && np == 0 && nr == 0;
}

static int run_guest(zw_store *store, zw_module *m, zw_instance *inst, int argc, char **argv)
{
    static zw_error err;
    zw_value none = {0, 0};
    zw_extern f;
    int command = zw_instance_find(inst, "_start", 6, &f) && is_plain(&f);
    if (opt.invoke == NULL) {
        if (!command) {
            list_functions(m, opt.file);
            return EXIT_CANNOT;
        }
        return finish_call(opt.file, zw_call(store, f.of.func, &none, &err), &err);
    }
    if (zw_instance_find(inst, "_initialize", 11, &f) && is_plain(&f)) {
        int result = zw_call(store, f.of.func, &none, &err);
        if (result != ZW_OK)
            return finish_call(opt.file, result, &err);
    }
    return invoke(store, inst, m, opt.file, opt.invoke, argc, argv);
}

int run_command(int argc, char **argv)
{
    static zw_error err;
    int status;
    int used = parse_options(argc, argv, &status);
    if (used < 0) {
        if (status >= 0)
            return status;
        return show_help();
    }
    if (opt.interpreter) {
        char **words = must(calloc((size_t)argc + 3, sizeof *words));
        words[1] = "run";
        memcpy(words + 2, argv, (size_t)argc * sizeof *words);
        return compiler_exec(words);
    }
    argc -= used;
    argv += used;
    if (argc > 0 && strcmp(argv[0], "--") == 0) {
        argc--;
        argv++;
    }
    int fd = container();
    if (fd < 0)
        return EXIT_CANNOT;
    zw_store *store = must(zw_store_new());
    zw_store_limit_memory(store, opt.max_memory);
    zw_module *m = zw_module_load_fd(store, fd, &err);
    close(fd);
    if (m == NULL || (opt.check && zw_module_check(m, &err))) {
        say_error(opt.file, "%s", err.message);
        return EXIT_CANNOT;
    }
    if (opt.timeout_us != 0 && !zw_module_interruptible(m)) {
        say_error(opt.file, "--timeout needs code that was compiled with --interruptible");
        return EXIT_CANNOT;
    }
    zw_wasi *wasi = make_wasi(store, argc, argv);
    if (wasi == NULL)
        return EXIT_CANNOT;
    for (size_t i = 0; opt.verbose && i < opt.nlisteners; i++) {
        char where[80];
        listening_at(opt.listeners[i], where, sizeof where);
        fprintf(stderr, "%s: descriptor %zu listens at %s\n", opt.file, 3 + i, where);
    }
    if (opt.timeout_us != 0)
        set_timer(store);
    zw_extern *imports = resolve(store, m, wasi);
    zw_instance *inst = zw_instance_new(store, m, imports, 1, &err);
    free(imports);
    if (inst == NULL) {
        if (err.kind == ZW_ERR_TRAP || err.kind == ZW_ERR_EXIT)
            return finish_call(opt.file, (int)err.kind, &err);
        say_error(opt.file, "%s", err.message);
        return EXIT_CANNOT;
    }
    return run_guest(store, m, inst, argc, argv); /* the system takes everything back */
}
