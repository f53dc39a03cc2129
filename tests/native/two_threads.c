/* Two threads and one store: two_threads GUEST.cwasm TURNS (the module of tests/test_misuse.py).  With TURNS one thread uses the
 * store while the other is in a host function, else while the other's guest runs. */
#define _GNU_SOURCE
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "zwasm.h"

static zw_store *store;
static zw_instance *instance;
static sem_t entered, leave;
static int turns;

static int call(const char *name, uint64_t argument)
{
    static __thread zw_error err;
    zw_extern found;
    zw_value cells[2] = {{argument, 0}, {0, 0}};
    if (!zw_instance_find(instance, name, strlen(name), &found))
        exit(1);
    return zw_call(store, found.of.func, cells, &err);
}

static int32_t host(void *env, zw_instance *inst, zw_value *cells)
{
    (void)env;
    (void)inst;
    (void)cells;
    sem_post(&entered);
    sem_wait(&leave);
    return ZW_HOST_OK;
}

static void *work(void *unused)
{
    call(turns ? "call" : "spin", 0);
    return unused;
}

int main(int argc, char **argv)
{
    static char bytes[1 << 20];
    static zw_error err;
    FILE *file = fopen(argv[1], "rb");
    size_t n = file != NULL ? fread(bytes, 1, sizeof bytes, file) : 0;
    turns = atoi(argv[argc - 1]);
    sem_init(&entered, 0, 0);
    sem_init(&leave, 0, 0);
    store = zw_store_new();
    zw_valtype i32 = ZW_I32;
    zw_module *module = zw_module_load(store, bytes, n, &err);
    zw_extern import = {.kind = ZW_FUNC, .of.func = zw_hostfunc_new(store, zw_functype_id(&i32, 1, &i32, 1), host, NULL)};
    instance = module != NULL ? zw_instance_new(store, module, &import, 1, &err) : NULL;
    if (instance == NULL)
        return 1;
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    if (turns)
        sem_wait(&entered);
    else
        usleep(200000);
    if (call("seven", 0) != ZW_OK)
        return 1;
    sem_post(&leave);
    pthread_join(thread, NULL);
    zw_store_free(store);
    fclose(file);
    return 0;
}
