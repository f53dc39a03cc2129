/* Stores own everything else. */
#include <errno.h>
#include <stdlib.h>

#include "zw.h"

zw_store *zw_store_new(void)
{
    zw_store *store = calloc(1, sizeof *store);
    if (store != NULL)
        store->memory_limit = UINT64_MAX;
    return store;
}

void zw_store_free(zw_store *store)
{
    if (store == NULL)
        return;
    for (zw_mem *mem = store->mems, *next; mem != NULL; mem = next) {
        next = mem->next;
        zw_mem_free(mem);
    }
    for (zw_tab *tab = store->tabs, *next; tab != NULL; tab = next) {
        next = tab->next;
        zw_tab_free(tab);
    }
    for (uint32_t i = 0; i < store->modules.n; i++)
        zw_module_destroy(store->modules.rows[i].of);
    zw_index_free(&store->modules);
    zw_index_free(&store->vmctxs);
    zw_index_free(&store->refs);
    zw_types_release(store);
    for (zw_instance *inst = store->instances; inst != NULL; inst = inst->next)
        zw_os_release(inst->poll, inst->poll_size);
    for (zw_block *block = store->blocks, *next; block != NULL; block = next) {
        next = block->next;
        free(block);
    }
    free(store);
}

zw_mark zw_store_mark(const zw_store *store)
{
    return (zw_mark){store->mems, store->tabs, store->blocks, store->hosts};
}

void zw_store_release(zw_store *store, zw_mark mark)
{
    while (store->mems != mark.mems) {
        zw_mem *mem = store->mems;
        store->mems = mem->next;
        store->memory_used -= mem->m.bytes;
        zw_mem_free(mem);
    }
    while (store->tabs != mark.tabs) {
        zw_tab *tab = store->tabs;
        store->tabs = tab->next;
        store->memory_used -= tab->t.size * 8;
        zw_tab_free(tab);
    }
    store->hosts = mark.hosts;
    while (store->blocks != mark.blocks) {
        zw_block *block = store->blocks;
        store->blocks = block->next;
        free(block);
    }
}

/* Loops poll; calls find no room on the stack.  Done again when something has changed meanwhile: the last request counts.
 * Where the system refuses to change an area, calls alone heed it. */
static void apply(zw_store *store)
{
    int saved = errno;
    uint64_t seen;
    do {
        seen = __atomic_load_n(&store->changes, __ATOMIC_SEQ_CST);
        bool on = store->interrupt;
        for (zw_instance *inst = store->instances; inst != NULL; inst = inst->next) {
            if (inst->poll == NULL)
                continue;
            (void)(on ? zw_os_forbid(inst->poll, ZW_POLL_AREA) : zw_os_commit(inst->poll, ZW_POLL_AREA));
            uint64_t limit = on ? UINT64_MAX : __atomic_load_n(&store->stack_limit, __ATOMIC_SEQ_CST);
            __atomic_store_n(&inst->vmctx->stack_limit, limit, __ATOMIC_SEQ_CST);
        }
    } while (seen != __atomic_load_n(&store->changes, __ATOMIC_SEQ_CST));
    errno = saved;
}

void zw_store_interrupt(zw_store *store, int on)
{
    store->interrupt = on != 0;
    __atomic_fetch_add(&store->changes, 1, __ATOMIC_SEQ_CST);
    apply(store);
}

void zw_store_heed(zw_store *store)
{
    __atomic_fetch_add(&store->changes, 1, __ATOMIC_SEQ_CST);
    if (store->interrupt)
        apply(store);
}

void zw_store_limit_stack(zw_store *store, uint64_t limit)
{
    if (store->stack_limit == limit)
        return;
    __atomic_store_n(&store->stack_limit, limit, __ATOMIC_SEQ_CST);
    __atomic_fetch_add(&store->changes, 1, __ATOMIC_SEQ_CST); /* whoever has read the old one starts again */
    for (zw_instance *inst = store->instances; inst != NULL; inst = inst->next)
        __atomic_store_n(&inst->vmctx->stack_limit, limit, __ATOMIC_SEQ_CST);
    zw_store_heed(store);
}

const volatile uint64_t *zw_store_interrupt_flag(zw_store *store)
{
    return &store->interrupt;
}
