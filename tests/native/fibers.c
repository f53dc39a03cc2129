/* Guests and other stacks: fibers GUEST.cwasm (the module of tests/test_stacks.py for fibers). */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>

#include "zwasm.h"

static char other[1 << 18];
static ucontext_t home, away;
static zw_store *store;
static zw_instance *instance;
static zw_error err;
static int nested;

static int call(const char *name)
{
    zw_extern found;
    zw_value cell = {20, 0};
    if (!zw_instance_find(instance, name, strlen(name), &found))
        exit(1);
    int result = zw_call(store, found.of.func, &cell, &err);
    printf("%s: %d %s\n", name, result, result == ZW_OK ? "" : err.message);
    return result;
}

static void fiber(void)
{
    call("double");
    swapcontext(&away, &home);
    call("double");
}

static int32_t host(void *env, zw_instance *inst, zw_value *cells)
{
    (void)env;
    (void)inst;
    (void)cells;
    if (nested++ == 0) {
        swapcontext(&home, &away);
        call("add");
    }
    return ZW_HOST_OK;
}

static void on_signal(int sig)
{
    (void)sig;
    call("double");
}

int main(int argc, char **argv)
{
    static char bytes[1 << 16], handler_stack[1 << 16];
    FILE *file = fopen(argv[argc - 1], "rb");
    size_t n = file != NULL ? fread(bytes, 1, sizeof bytes, file) : 0;
    store = zw_store_new();
    zw_module *module = zw_module_load(store, bytes, n, &err);
    zw_extern import = {.kind = ZW_FUNC, .of.func = zw_hostfunc_new(store, zw_functype_id(NULL, 0, NULL, 0), host, NULL)};
    instance = module != NULL ? zw_instance_new(store, module, &import, 1, &err) : NULL;
    if (instance == NULL)
        return 1;
    getcontext(&away);
    away.uc_stack.ss_sp = other;
    away.uc_stack.ss_size = sizeof other;
    away.uc_link = &home;
    makecontext(&away, fiber, 0);
    call("add");
    call("trap");
    swapcontext(&home, &away);
    stack_t alt = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack};
    struct sigaction act = {.sa_handler = on_signal, .sa_flags = SA_ONSTACK};
    sigaltstack(&alt, NULL);
    sigaction(SIGUSR1, &act, NULL);
    raise(SIGUSR1);
    call("for ever");
    call("double");
    zw_store_free(store);
    fclose(file);
    return 0;
}
