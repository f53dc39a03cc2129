/* The type registry and the hash from inside. Built with their files, and with a sanitizer. */
#include <stdio.h>

#include "hash.c"
#include "types.c"

enum { THREADS = 4, STORES = 3, PARAMS = 6 };

static const zw_valtype letters[] = {ZW_I32, ZW_I64, ZW_F32, ZW_F64, ZW_FUNCREF};

static uint32_t draw(uint64_t *state, uint32_t n)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33) % n;
}

/* A random type; some mention an earlier one of the same store, if that is not all ones. */
static uint32_t random_type(zw_store *store, uint64_t *state, uint32_t earlier, zw_valtype *types, uint32_t *nparams)
{
    *nparams = draw(state, PARAMS);
    for (uint32_t i = 0; i < PARAMS; i++)
        types[i] = letters[draw(state, 5)];
    if (earlier != ZW_CW_NONE && draw(state, 3) == 0)
        types[draw(state, PARAMS)] = (zw_valtype)earlier << 8 | 0x63;
    return zw_store_functype_id(store, types, *nparams, types + *nparams, PARAMS - *nparams);
}

static void *churn(void *arg)
{
    uint64_t state = (uint64_t)(uintptr_t)arg;
    zw_store *stores[STORES];
    uint32_t last[STORES];
    for (int s = 0; s < STORES; s++) {
        stores[s] = calloc(1, sizeof(zw_store));
        last[s] = ZW_CW_NONE;
    }
    for (int step = 0; step < 20000; step++) {
        uint32_t s = draw(&state, STORES);
        zw_valtype types[PARAMS];
        const zw_valtype *p, *r;
        uint32_t n, id = random_type(stores[s], &state, last[s], types, &n);
        size_t np, nr;
        if (id == ZW_CW_NONE || !zw_functype(id, &p, &np, &r, &nr) || np != n || np + nr != PARAMS ||
            memcmp(p, types, sizeof types) != 0 || zw_type_hold(stores[s], id) == NULL)
            abort();
        last[s] = id;
        if (draw(&state, 50) == 0) {
            zw_types_release(stores[s]);
            free(stores[s]);
            stores[s] = calloc(1, sizeof(zw_store));
            last[s] = ZW_CW_NONE;
        }
    }
    for (int s = 0; s < STORES; s++) {
        zw_types_release(stores[s]);
        free(stores[s]);
    }
    return NULL;
}

static void threads(void)
{
    pthread_t all[THREADS];
    for (uintptr_t t = 0; t < THREADS; t++)
        if (pthread_create(&all[t], NULL, churn, (void *)(t + 1)) != 0)
            abort();
    for (int t = 0; t < THREADS; t++)
        pthread_join(all[t], NULL);
    printf("%u groups, %u ids, %u free, %u buckets\n", registry.ngroups, registry.nids, registry.nfree, registry.nbuckets);
}

/* A chain in which each type mentions the one before is freed without recursion. */
static void chain(uint32_t n)
{
    zw_store *store = calloc(1, sizeof *store);
    zw_valtype t = ZW_I32;
    for (uint32_t i = 0; i < n; i++)
        t = (zw_valtype)zw_store_functype_id(store, &t, 1, NULL, 0) << 8 | 0x63;
    printf("%u groups\n", registry.ngroups);
    uint32_t for_ever = zw_functype_id(&t, 1, NULL, 0), again = zw_functype_id(&t, 1, NULL, 0);
    zw_types_release(store);
    free(store);
    printf("%u groups, %d\n", registry.ngroups, for_ever == again && known(for_ever) != NULL);
}

int main(int argc, char **argv)
{
    static const uint64_t zero[2];
    uint32_t words[16] = {0};
    if (argc > 1 && strcmp(argv[1], "hash") == 0) {
        for (uint32_t n = 0; n <= 16; n++) {
            for (uint32_t i = 0; i < n; i++)
                words[i] = (i + 1) * 0x9e3779b9u + n;
            printf("%016llx\n", (unsigned long long)sip(zero, (uint8_t *)words, n * 3));
        }
    } else if (argc > 1 && strcmp(argv[1], "key") == 0) {
        uint64_t key[2];
        memcpy(key, zw_os_random_key(), sizeof key);
        printf("%016llx%016llx\n", (unsigned long long)key[0], (unsigned long long)key[1]);
    } else if (argc > 1 && strcmp(argv[1], "threads") == 0) {
        threads();
    } else {
        chain(200000);
    }
    return 0;
}
