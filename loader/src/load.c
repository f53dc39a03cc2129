/* Modules to run: loaded within the time that is given, and initialized. */
#include <signal.h>
#include <stdbool.h>
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

void set_timer(zw_store *store)
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

zw_module *load(zw_store *store, const char **file)
{
    zw_error err;
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

int is_plain(const zw_extern *func)
{
    const zw_valtype *params, *results;
    size_t np, nr;
    return zw_functype(zw_func_type(func->of.func), &params, &np, &results, &nr) && np == 0 && nr == 0;
}

int initialize(zw_store *store, zw_instance *inst, const char *file, int *status)
{
    zw_error err;
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
