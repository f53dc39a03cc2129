/* zwasm run: loading, WASI, and the exit status. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "os.h"
#include "program.h"

static zw_store *alarmed;
static volatile sig_atomic_t loading;
static char too_late[LINE_MOST];
static size_t too_late_size;

/* Guests stop and say where; there is nothing to say of a module that is not there yet. */
static void on_alarm(void)
{
    if (!loading) {
        zw_store_interrupt(alarmed, 1);
        return;
    }
    zw_os_say(too_late, too_late_size);
    _exit(EXIT_TRAP); /* and with this process the compiler */
}

static void set_timer(zw_store *store)
{
    alarmed = store;
    too_late_size = error_line(too_late, strcmp(opt.file, "-") == 0 ? "<stdin>" : opt.file, "trap: interrupt");
    system_alarm(opt.timeout_us, on_alarm);
}

/* Milliseconds of a clock that only moves on. */
static double now(void)
{
    return (double)zw_os_now() / 1e6;
}

/* Sockets in the order of their options; NULL after saying why not, with the exit status in *status. */
static int *open_listeners(int *status)
{
    int *fds = must(calloc(opt.nlisten + 1, sizeof *fds));
    for (size_t i = 0; i < opt.nlisten; i++) {
        const char *why;
        fds[i] = listen_on(opt.listen[i], &why);
        if (fds[i] < 0) {
            say_error(NULL, "--tcplisten %s: %s", opt.listen[i], why);
            *status = fds[i] == LISTEN_USAGE ? EXIT_USAGE : EXIT_CANNOT;
            return NULL;
        }
        if (opt.verbose) {
            char where[80];
            listening_at(fds[i], where, sizeof where);
            say("%s: descriptor %zu listens at %s", opt.file, 3 + i, where);
        }
    }
    return fds;
}

static zw_wasi *make_wasi(zw_store *store, const int *listeners, int argc, char **argv)
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
                             .nlisten = opt.nlisten,
                             .listen = listeners,
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

static int is_plain(const zw_extern *e)
{
    const zw_valtype *params, *results;
    size_t np, nr;
    return zw_functype(zw_func_type(e->of.func), &params, &np, &results, &nr) && np == 0 && nr == 0;
}

int initialize(zw_store *store, zw_instance *inst, const char *file, int *status)
{
    static zw_error err;
    zw_value none = {0, 0};
    zw_extern init;
    if (!zw_instance_find(inst, "_initialize", 11, &init) || init.kind != ZW_FUNC)
        return 1;
    if (!is_plain(&init)) {
        say_error(file, "_initialize has parameters or results");
        *status = EXIT_CANNOT;
        return 0;
    }
    int result = zw_call(store, init.of.func, &none, &err);
    *status = finish_call(file, result, &err);
    return result == ZW_OK;
}

/* `_initialize` runs first, then what is asked for, else `_start`; a module that had only its start function run has ended. */
static int run_guest(zw_store *store, zw_module *m, zw_instance *inst, int argc, char **argv)
{
    static zw_error err;
    zw_value none = {0, 0};
    zw_extern start;
    int command = zw_instance_find(inst, "_start", 6, &start) && start.kind == ZW_FUNC && is_plain(&start);
    if (opt.invoke == NULL && !command && !zw_module_has_start(m)) {
        list_functions(m, opt.file);
        return EXIT_CANNOT;
    }
    int status;
    if (!initialize(store, inst, opt.file, &status))
        return status;
    if (opt.invoke != NULL)
        return invoke(store, m, inst, opt.file, opt.invoke, argc, argv);
    return command ? finish_call(opt.file, zw_call(store, start.of.func, &none, &err), &err) : 0;
}

static int interpret(int argc, char **argv)
{
    char **words = must(calloc((size_t)argc + 3, sizeof *words));
    size_t n = 1;
    words[n++] = "run";
    for (int i = 0; i < argc; i++)
        words[n++] = argv[i];
    return compiler_exec(words);
}

zw_module *load(zw_store *store, const char **file)
{
    static zw_error err;
    loading = 1;
    int fd = open_container(file);
    if (fd < 0)
        return NULL;
    double start = opt.verbose ? now() : 0;
    zw_module *m = zw_module_load_fd(store, fd, &err);
    zw_os_file loaded = {.size = 0};
    if (opt.verbose)
        zw_os_file_get(fd, &loaded);
    close(fd);
    bool sound = m != NULL && (!opt.check || zw_module_check(m, &err) == ZW_OK);
    loading = 0;
    if (!sound) {
        say_error(*file, "%s", err.message);
        return NULL;
    }
    zw_module_set_name(m, *file);
    if (opt.timeout_us != 0 && !zw_module_interruptible(m)) {
        say_error(*file, "--timeout needs code that was compiled with --interruptible");
        return NULL;
    }
    if (opt.perfmap && write_perfmap(m))
        return NULL;
    if (opt.verbose)
        say("%s: %llu bytes loaded in %.2f ms", *file, (unsigned long long)loaded.size, now() - start);
    return m;
}

int run_command(int argc, char **argv)
{
    int status;
    int used = parse_options(argc, argv, &status);
    if (used < 0) {
        if (status >= 0)
            return status;
        return show_help();
    }
    if (opt.interpreter)
        return interpret(argc, argv);
    system_streams();
    argc -= used;
    argv += used;
    if (strcmp(opt.file, "-") == 0 && opt.argv0 == NULL)
        opt.argv0 = "-";
    zw_store *store = must(zw_store_new());
    zw_store_limit_memory(store, opt.max_memory);
    if (opt.timeout_us != 0)
        set_timer(store);
    zw_module *m = load(store, &opt.file);
    if (m == NULL)
        return opt.refused;
    int *listeners = open_listeners(&status);
    if (listeners == NULL)
        return status;
    zw_wasi *wasi = make_wasi(store, listeners, argc, argv);
    if (wasi == NULL)
        return EXIT_CANNOT;
    zw_instance **loaded = must(calloc(opt.npreloads + 1, sizeof *loaded));
    if (!preload_all(store, wasi, loaded, &status))
        return status;
    double start = opt.verbose ? now() : 0;
    zw_instance *inst = provide(store, m, wasi, loaded, &status);
    if (inst != NULL)
        status = run_guest(store, m, inst, argc, argv);
    if (opt.verbose)
        say("%s: ran for %.2f ms; at most %.1f MiB of memory were in use", opt.file, now() - start, system_peak_memory());
    return status; /* the system takes everything back */
}
