/* Debug builds (ZW_DEBUG): a store that two threads use at once stops the process. */
#include "zw.h"

#if defined(ZW_DEBUG)

static const void *self(void)
{
    return &zw_current_thread;
}

static void enter(zw_store *store, uint32_t depth)
{
    const void *nobody = NULL;
    if (__atomic_load_n(&store->user, __ATOMIC_ACQUIRE) != self() &&
        !__atomic_compare_exchange_n(&store->user, &nobody, self(), false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
        zw_os_die("zwasm: two threads use a store at once\n");
    store->depth += depth;
}

static uint32_t leave(zw_store *store, uint32_t depth)
{
    if (__atomic_load_n(&store->user, __ATOMIC_ACQUIRE) != self())
        return 0;
    store->depth -= depth < store->depth ? depth : store->depth;
    if (store->depth == 0)
        __atomic_store_n(&store->user, NULL, __ATOMIC_RELEASE);
    return depth;
}

zw_store *zw_debug_enter(zw_store *store)
{
    enter(store, 1);
    return store;
}

void zw_debug_leave(zw_store **store)
{
    leave(*store, 1);
}

uint32_t zw_debug_lend(zw_store *store)
{
    return leave(store, store->depth);
}

void zw_debug_take_back(zw_store *store, uint32_t depth)
{
    if (depth > 0)
        enter(store, depth);
}

#endif
