/* Random sequences of calls of the C API, over the containers in a folder: api_fuzz FOLDER SEED FIRST COUNT.
 *
 * What the API forbids is not done (a function of one store in a table of another, freeing a store that runs). All the rest is:
 * loading what is damaged, importing what does not fit, calling back, trapping and exiting in host functions, limits, requests to
 * stop. After every step the structures are checked from inside; a sequence depends on the seed and its number alone. */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

#include "api_fuzz.h"

container containers[CONTAINERS];
uint32_t ncontainers;
uint64_t counts[COUNTS];
static uint64_t state;

uint32_t draw(uint32_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)((state * 0x2545f4914f6cdd1d) >> 33) % n;
}

uint64_t wide(void)
{
    static const uint64_t corners[] = {0, 1, 2, 3, 8, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff, UINT64_MAX};
    return draw(3) ? corners[draw(sizeof corners / sizeof *corners)] : (uint64_t)draw(UINT32_MAX) << 32 | draw(UINT32_MAX);
}

void wrong(const char *what)
{
    fprintf(stderr, "%s\n", what);
    abort();
}

static void read_containers(const char *folder)
{
    struct dirent **names;
    int n = scandir(folder, &names, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        char path[4096];
        size_t length = strlen(names[i]->d_name);
        snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
        FILE *file = length > 6 && strcmp(names[i]->d_name + length - 6, ".cwasm") == 0 ? fopen(path, "rb") : NULL;
        free(names[i]);
        if (file == NULL)
            continue;
        container *c = &containers[ncontainers++];
        if (ncontainers > CONTAINERS || fseek(file, 0, SEEK_END) != 0)
            wrong("too many containers");
        c->size = (size_t)ftell(file);
        c->bytes = malloc(c->size);
        rewind(file);
        if (c->bytes == NULL || fread(c->bytes, 1, c->size, file) != c->size)
            wrong("a container cannot be read");
        fclose(file);
        c->fd = open(path, O_RDONLY | O_CLOEXEC);
    }
    free(names);
    if (ncontainers == 0)
        wrong("there are no containers");
}

/* Stores. */

world worlds[WORLDS];
static zw_store *alarmed;

static void on_alarm(int sig)
{
    (void)sig;
    if (alarmed != NULL)
        zw_store_interrupt(alarmed, 1);
}

void set_alarm(zw_store *store, int microseconds)
{
    struct itimerval timer = {.it_value.tv_usec = microseconds};
    alarmed = store;
    setitimer(ITIMER_REAL, &timer, NULL);
    if (store == NULL && microseconds == 0)
        alarmed = NULL;
}

static void open_world(world *w)
{
    memset(w, 0, sizeof *w);
    w->store = zw_store_new();
    if (w->store == NULL)
        wrong("no store");
    if (draw(4) == 0)
        zw_store_limit_memory(w->store, (uint64_t)draw(64) << 16);
}

static void close_world(world *w)
{
    zw_store_free(w->store);
    if (w->wasi != NULL)
        zw_wasi_free(w->wasi);
    memset(w, 0, sizeof *w);
}

/* What must hold between the structures of a store. */
static bool lists(const zw_store *store, const zw_vmctx *vmctx)
{
    for (const zw_instance *inst = store->instances; inst != NULL; inst = inst->next)
        if (inst->vmctx == vmctx)
            return true;
    return false;
}

static void check_func(const zw_store *store, const zw_func *func)
{
    if (func->ref.code == NULL)
        wrong("a function without code");
    if (func->ref.func_index != ZW_HOST_FUNC && !lists(store, func->ref.vmctx))
        wrong("a function of an instance that is not there");
    if (func->ref.func_index == ZW_HOST_FUNC) {
        const zw_hostfunc *hf = func->ref.vmctx;
        if (hf->store != store || (hf->instance != NULL && !lists(store, ((zw_instance *)hf->instance)->vmctx)))
            wrong("a host function of an instance that is not there");
    }
}

/* Modules are found by their code, and live as long as somebody has them or an instance uses them. */
static void check_modules(const world *w)
{
    const zw_store *store = w->store;
    uint32_t instances = 0;
    for (uint32_t i = 0; i < store->modules.n; i++) {
        const zw_module *m = store->modules.rows[i].of;
        if (m->part_size[ZW_CW_PART_TEXT] > 0 && zw_find_module(w->store, (uint64_t)(uintptr_t)m->part[ZW_CW_PART_TEXT]) != m)
            wrong("a module is not found by its code");
        uint32_t used = 0;
        for (const zw_instance *inst = store->instances; inst != NULL; inst = inst->next)
            used += inst->module == m;
        if (m->users == 0 || m->users < used || m->users > used + 1)
            wrong("the users of a module are not counted");
        instances += used;
    }
    if (instances != store->vmctxs.n || instances != store->refs.n)
        wrong("an instance has lost its module, or is not found by its address");
    for (uint32_t i = 0; i < w->nmodules; i++)
        if (zw_module_imports(w->modules[i]) > 64)
            wrong("a module is not there");
}

void check(const world *w)
{
    const zw_store *store = w->store;
    uint64_t used = 0;
    for (const zw_mem *mem = store->mems; mem != NULL; mem = mem->next) {
        used += mem->m.bytes;
        for (uint32_t i = 0; i < mem->nusers; i++)
            if (!lists(store, mem->users[i]) || mem->users[i]->mem0_bytes != mem->m.bytes ||
                mem->users[i]->mem0_base != mem->m.base)
                wrong("a memory has a user that is not there, or does not know its size");
    }
    for (const zw_tab *tab = store->tabs; tab != NULL; tab = tab->next) {
        used += tab->t.size * 8;
        for (uint64_t i = 0; (zw_valtype)tab->t.type != ZW_EXTERNREF && i < tab->t.size && i < 64; i++)
            if (tab->t.base[i] != 0)
                check_func(store, (const zw_func *)(uintptr_t)tab->t.base[i]);
    }
    if (used != store->memory_used)
        wrong("memory is not accounted for");
    check_modules(w);
    for (const zw_instance *inst = store->instances; inst != NULL; inst = inst->next)
        if (store->interrupt == 0 && inst->vmctx->stack_limit == UINT64_MAX)
            wrong("a request to stop was not taken back");
    for (uint32_t i = 0; i < w->nexterns; i++) {
        zw_externtype type;
        zw_extern_type(&w->externs[i], &type);
        const zw_valtype *p, *r;
        size_t np, nr;
        if (w->externs[i].kind == ZW_FUNC) {
            check_func(store, w->externs[i].of.func);
            if (!zw_functype(type.type_id, &p, &np, &r, &nr))
                wrong("the type of a function is not known");
        }
    }
}

static void run(unsigned long long seed, unsigned long long number)
{
    fprintf(stderr, "sequence %llu\n", number); /* the last line before a report */
    state = (seed * 0x9e3779b97f4a7c15 + number + 1) * 0xbf58476d1ce4e5b9 | 1;
    for (int i = 0; i < 8; i++)
        draw(2);
    uint32_t steps = 30 + draw(100);
    for (int i = 0; i < WORLDS; i++)
        open_world(&worlds[i]);
    for (uint32_t i = 0; i < steps; i++) {
        world *w = &worlds[draw(WORLDS)];
        if (draw(60) == 0) {
            close_world(w);
            open_world(w);
        }
        step(w);
        check(w);
    }
    for (int i = 0; i < WORLDS; i++) {
        check(&worlds[i]);
        close_world(&worlds[i]);
    }
}

int main(int argc, char **argv)
{
    static const char *const names[COUNTS] = {"steps in C", "calls", "traps", "exits", "stops", "instances", "not instantiated",
                                              "refused containers", "host calls", "calls back", "modules given back"};
    if (argc < 5)
        return 2;
    struct sigaction sa = {.sa_handler = on_alarm, .sa_flags = SA_ONSTACK | SA_RESTART};
    sigaction(SIGALRM, &sa, NULL);
    read_containers(argv[1]);
    unsigned long long seed = strtoull(argv[2], NULL, 10), first = strtoull(argv[3], NULL, 10);
    for (unsigned long long i = 0; i < strtoull(argv[4], NULL, 10); i++)
        if ((first + i) % 20 != 19) /* those are made in Python */
            run(seed, first + i);
    for (int i = 0; i < COUNTS; i++)
        printf("%llu %s\n", (unsigned long long)counts[i], names[i]);
    for (uint32_t i = 0; i < ncontainers; i++)
        free(containers[i].bytes);
    return 0;
}
