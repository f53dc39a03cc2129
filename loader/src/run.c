/* zwasm run: loading, WASI, and the exit status. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "program.h"

#define KNOWN_MODULES "wasi_snapshot_preview1, wasi_unstable"

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

/* A descriptor of the input that can be mapped and read again; *named: it has a name by which it can be opened again. */
static int open_input(int *named)
{
    *named = 0;
    if (strcmp(opt.file, "-") == 0) {
        opt.file = "<stdin>";
        if (opt.argv0 == NULL)
            opt.argv0 = "-";
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
    *named = S_ISREG(st.st_mode);
    return *named ? fd : slurp(fd);
}

/* What the compiler makes of a module. */
static int compiled(int fd, int named)
{
    int out = memfd_create("zwasm", MFD_CLOEXEC);
    if (out < 0) {
        say_error(opt.file, "%s", strerror(errno));
        return -1;
    }
    if (compiler_run(named ? opt.file : NULL, fd, out, opt.timeout_us != 0)) {
        close(out);
        return -1;
    }
    return out;
}

static int looks_like_text(const char *start, size_t n)
{
    size_t i = 0;
    while (i < n && strchr(" \t\r\n", start[i]) != NULL)
        i++;
    return i < n && (start[i] == '(' || start[i] == ';');
}

/* A descriptor of a container: the input, or what the compiler makes of it; -1 after saying why not. */
static int container(void)
{
    int named, fd = open_input(&named);
    if (fd < 0) {
        say_error(opt.file, "%s", strerror(errno));
        return -1;
    }
    char magic[64];
    ssize_t n = pread(fd, magic, sizeof magic, 0);
    if (n >= 4 && memcmp(magic, "\177ELF", 4) == 0)
        return fd;
    int result = -1;
    if (n >= 4 && memcmp(magic, "\0asm", 4) == 0)
        result = compiled(fd, named);
    else if (n >= 4 && memcmp(magic, "\x28\xb5\x2f\xfd", 4) == 0)
        say_error(opt.file, "is compressed (zstandard); unpack it first");
    else if (n > 0 && looks_like_text(magic, (size_t)n))
        say_error(opt.file, "is WebAssembly text; assemble it first (wat2wasm)");
    else
        say_error(opt.file, "neither a WebAssembly module nor a container");
    close(fd);
    return result;
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
                             .interrupt = opt.timeout_us != 0 ? zw_store_interrupt_flag(store) : NULL};
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
        if (type.kind != ZW_FUNC || from.size >= sizeof module || field.size >= sizeof name ||
            memchr(from.text, '\0', from.size) != NULL || memchr(field.text, '\0', field.size) != NULL)
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
    return zw_functype(zw_func_type(e->of.func), &params, &np, &results, &nr) && np == 0 && nr == 0;
}

/* `_initialize` runs first, then what is asked for, else `_start`; a module that had only its start function run has ended. */
static int run_guest(zw_store *store, zw_module *m, zw_instance *inst, int argc, char **argv)
{
    static zw_error err;
    zw_value none = {0, 0};
    zw_extern start, init;
    int command = zw_instance_find(inst, "_start", 6, &start) && start.kind == ZW_FUNC && is_plain(&start);
    if (opt.invoke == NULL && !command && !zw_module_has_start(m)) {
        list_functions(m, opt.file);
        return EXIT_CANNOT;
    }
    if (zw_instance_find(inst, "_initialize", 11, &init) && init.kind == ZW_FUNC) {
        if (!is_plain(&init)) {
            say_error(opt.file, "_initialize has parameters or results");
            return EXIT_CANNOT;
        }
        int result = zw_call(store, init.of.func, &none, &err);
        if (result != ZW_OK)
            return finish_call(opt.file, result, &err);
    }
    if (opt.invoke != NULL)
        return invoke(store, inst, opt.file, opt.invoke, argc, argv);
    return command ? finish_call(opt.file, zw_call(store, start.of.func, &none, &err), &err) : 0;
}

/* The interpreter has no limits and no sockets, and nothing to check. */
static int interpret(int argc, char **argv, int used)
{
    const char *what = opt.timeout_us != 0               ? "--timeout"
                       : opt.max_memory != UINT64_MAX ? "--max-memory"
                       : opt.nlisteners != 0          ? "--tcplisten"
                       : opt.perfmap                  ? "--perfmap"
                                                      : NULL;
    if (what != NULL) {
        say_error(NULL, "%s works on native code only, not with --interpreter", what);
        return EXIT_USAGE;
    }
    char **words = must(calloc((size_t)argc + 3, sizeof *words));
    size_t n = 1;
    words[n++] = "run";
    for (int i = 0; i < argc; i++)
        if (i >= used || strcmp(argv[i], "--check") != 0)
            words[n++] = argv[i];
    return compiler_exec(words);
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
    if (opt.interpreter)
        return interpret(argc, argv, used);
    argc -= used;
    argv += used;
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
    if (opt.perfmap && write_perfmap(m))
        return EXIT_CANNOT;
    zw_wasi *wasi = make_wasi(store, argc, argv);
    if (wasi == NULL)
        return EXIT_CANNOT;
    for (size_t i = 0; opt.verbose && i < opt.nlisteners; i++) {
        char where[80];
        listening_at(opt.listeners[i], where, sizeof where);
        say("%s: descriptor %zu listens at %s", opt.file, 3 + i, where);
    }
    if (opt.timeout_us != 0)
        set_timer(store);
    zw_extern *imports = resolve(store, m, wasi);
    zw_instance *inst = zw_instance_new(store, m, imports, 1, &err);
    free(imports);
    if (inst == NULL) {
        if (err.kind == ZW_ERR_TRAP || err.kind == ZW_ERR_EXIT)
            return finish_call(opt.file, (int)err.kind, &err);
        int unknown = err.kind == ZW_ERR_LINK && strncmp(err.message, "unknown", 7) == 0;
        say_error(opt.file, "%s%s", err.message, unknown ? " (known modules: " KNOWN_MODULES ")" : "");
        return EXIT_CANNOT;
    }
    return run_guest(store, m, inst, argc, argv); /* the system takes everything back */
}
