/* Stores own everything else. */
#include <stdlib.h>
#include <unistd.h>

#include "zw.h"

zw_store *zw_store_new(void)
{
    zw_store *store = calloc(1, sizeof *store);
    if (store != NULL)
        store->memory_limit = UINT64_MAX;
    return store;
}

void *zw_alloc(zw_store *store, size_t size)
{
    if (size > SIZE_MAX - sizeof(zw_block))
        return NULL;
    zw_block *block = calloc(1, sizeof *block + size);
    if (block == NULL)
        return NULL;
    block->next = store->blocks;
    store->blocks = block;
    return block + 1;
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
    for (zw_module *m = store->modules, *next; m != NULL; m = next) {
        next = m->next;
        zw_os_release(m->file, m->file_size);
        if (m->fd >= 0)
            close(m->fd);
    }
    for (zw_poll *poll = store->polls; poll != NULL; poll = poll->next)
        zw_os_release(poll->area, poll->size);
    for (zw_block *block = store->blocks, *next; block != NULL; block = next) {
        next = block->next;
        free(block);
    }
    free(store);
}

uint64_t zw_store_room(const zw_store *store)
{
    return store->memory_used < store->memory_limit ? store->memory_limit - store->memory_used : 0;
}

void zw_store_release(zw_store *store, const zw_mem *mems, const zw_tab *tabs)
{
    while (store->mems != mems) {
        zw_mem *mem = store->mems;
        store->mems = mem->next;
        store->memory_used -= mem->m.bytes;
        zw_mem_free(mem);
    }
    while (store->tabs != tabs) {
        zw_tab *tab = store->tabs;
        store->tabs = tab->next;
        store->memory_used -= tab->t.size * 8;
        zw_tab_free(tab);
    }
}

void zw_store_limit_memory(zw_store *store, uint64_t bytes)
{
    store->memory_limit = bytes;
}

/* Loops poll; calls find no room on the stack. */
static void stop(zw_store *store, bool on)
{
    for (zw_poll *poll = store->polls; poll != NULL; poll = poll->next)
        (void)(on ? zw_os_forbid(poll->area, ZW_POLL_AREA) : zw_os_commit(poll->area, ZW_POLL_AREA));
    for (zw_instance *inst = store->instances; inst != NULL; inst = inst->next)
        if (zw_module_interruptible(inst->module))
            *(volatile uint64_t *)&inst->vmctx->stack_limit = on ? UINT64_MAX : store->stack_limit;
}

void zw_store_interrupt(zw_store *store, int on)
{
    store->interrupt = on != 0;
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    stop(store, on != 0);
}

void zw_store_heed(zw_store *store)
{
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    if (store->interrupt)
        stop(store, true);
}

zw_vmctx *zw_poll_new(zw_store *store, uint64_t vmctx_size)
{
    zw_poll *poll = zw_alloc(store, sizeof *poll);
    if (poll == NULL)
        return NULL;
    poll->size = ZW_POLL_AREA + ((vmctx_size + 0xffff) & ~(uint64_t)0xffff);
    poll->area = zw_os_reserve(poll->size);
    if (poll->area == NULL)
        return NULL;
    poll->next = store->polls;
    store->polls = poll;
    return zw_os_commit(poll->area, poll->size) == 0 ? (zw_vmctx *)(poll->area + ZW_POLL_AREA) : NULL;
}

const volatile uint64_t *zw_store_interrupt_flag(zw_store *store)
{
    return &store->interrupt;
}
