/* zwasm run: WASI, what is run, and the exit status. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "os.h"
#include "program.h"

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

/* `_initialize` runs first, then what is asked for, else `_start`; a module that had only its start function run has ended. */
static int run_guest(zw_store *store, zw_module *m, zw_instance *inst, int argc, char **argv)
{
    zw_error err;
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

int run_command(int argc, char **argv)
{
    int status;
    int used = parse_options(argc, argv, &status);
    if (used < 0)
        return status >= 0 ? status : RUN_HELP;
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
