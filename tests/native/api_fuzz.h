/* What the two files of api_fuzz share. */
#ifndef API_FUZZ_H
#define API_FUZZ_H

#include "wasi.h"
#include "zw.h"

enum { WORLDS = 3, CONTAINERS = 64, EXTERNS = 200, MODULES = 12, INSTANCES = 16, TYPES = 32 };
enum { STEPS, CALLS, TRAPS, EXITS, STOPS, INSTANCES_MADE, NOT_MADE, REFUSED, HOST_CALLS, CALLS_BACK, GIVEN_BACK, COUNTS };

typedef struct container {
    uint8_t *bytes;
    size_t size;
    int fd;
} container;

/* What a host function knows. */
typedef struct host_env {
    struct world *world;
    uint32_t type;
} host_env;

/* A store and what was made in it. */
typedef struct world {
    zw_store *store;
    zw_wasi *wasi;
    zw_module *modules[MODULES];
    zw_instance *instances[INSTANCES];
    zw_extern externs[EXTERNS];
    uint32_t types[TYPES];
    uint32_t nmodules, ninstances, nexterns, ntypes, depth;
} world;

extern container containers[CONTAINERS];
extern uint32_t ncontainers;
extern uint64_t counts[COUNTS];
extern world worlds[WORLDS];

uint32_t draw(uint32_t n); /* below n */
uint64_t wide(void);
void wrong(const char *what);
void set_alarm(zw_store *store, int microseconds); /* a request to stop comes then; 0: none does */
void check(const world *w);
void step(world *w);

#endif
