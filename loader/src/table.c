/* Tables: arrays of references that move when they grow. */
#include <stdlib.h>
#include <string.h>

#include "zw.h"

#define MOST_ELEMENTS ((uint64_t)1 << 28)

static uint64_t *map_elements(uint64_t n)
{
    uint64_t bytes = zw_os_pages(n * 8);
    uint8_t *p = zw_os_reserve(bytes);
    if (p == NULL || zw_os_commit(p, bytes) == 0)
        return (uint64_t *)p;
    zw_os_release(p, bytes);
    return NULL;
}

/* Small arrays come from the heap, large ones are mapped: pages that are never touched cost nothing. */
enum { HEAP_ELEMENTS = 4096 };

static uint64_t *get_elements(uint64_t n)
{
    return n > HEAP_ELEMENTS ? map_elements(n) : calloc(n ? n : 1, 8);
}

static void put_elements(uint64_t *base, uint64_t n)
{
    if (n > HEAP_ELEMENTS)
        zw_os_release(base, zw_os_pages(n * 8));
    else
        free(base);
}

/* On failure the old elements are as they were. */
static uint64_t *move_elements(uint64_t *old, uint64_t old_cap, uint64_t size, uint64_t cap)
{
    if (old_cap > HEAP_ELEMENTS)
        return zw_os_remap(old, zw_os_pages(old_cap * 8), zw_os_pages(cap * 8));
    uint64_t *base = get_elements(cap);
    if (base != NULL) {
        memcpy(base, old, size * 8);
        put_elements(old, old_cap);
    }
    return base;
}

zw_tab *zw_tab_new(zw_store *store, const zw_externtype *type, uint64_t init, zw_error *err)
{
    ZW_ALONE(store);
    uint32_t code = (uint32_t)type->type & 0xff;
    if (type->min > type->max || (code != 0x63 && code != 0x64) || !zw_valtype_hold(store, type->type))
        return zw_fail_null(err, ZW_ERR_USE, "not a valid table type");
    if (type->min > MOST_ELEMENTS)
        return zw_fail_null(err, ZW_ERR_LIMIT, "a table of %llu elements is too large", (unsigned long long)type->min);
    if (type->min * 8 > zw_store_room(store))
        return zw_fail_null(err, ZW_ERR_LIMIT, "a table of %llu elements exceeds the limit of %llu bytes",
                            (unsigned long long)type->min, (unsigned long long)store->memory_limit);
    zw_tab *tab = calloc(1, sizeof *tab);
    uint64_t *base = get_elements(type->min);
    if (tab == NULL || base == NULL) {
        free(tab);
        if (base != NULL)
            put_elements(base, type->min);
        return zw_fail_null(err, ZW_ERR_LIMIT, "out of memory for a table of %llu elements", (unsigned long long)type->min);
    }
    if (init != 0 && !zw_bulk_refs(store, base, init, type->min)) { /* fresh elements are null */
        free(tab);
        put_elements(base, type->min);
        zw_fail_trap(err, ZW_TRAP_INTERRUPT);
        return NULL;
    }
    uint64_t limit = type->is64 ? UINT64_MAX : UINT32_MAX;
    tab->t = (zw_table){.base = base, .size = type->min, .max = type->max < limit ? type->max : limit};
    tab->t.type = (uint64_t)type->type;
    tab->t.flags = type->is64 ? ZW_TABLE_64 : 0;
    tab->cap = type->min;
    tab->type_max = type->max;
    tab->store = store;
    tab->next = store->tabs;
    store->tabs = tab;
    store->memory_used += type->min * 8;
    return tab;
}

void zw_tab_free(zw_tab *tab)
{
    put_elements(tab->t.base, tab->cap);
    free(tab);
}

uint64_t zw_tab_size(const zw_tab *tab)
{
    return tab->t.size;
}

int zw_tab_get(const zw_tab *tab, uint64_t i, uint64_t *out)
{
    ZW_ALONE(tab->store);
    if (i >= tab->t.size)
        return 0;
    *out = tab->t.base[i];
    return 1;
}

int zw_tab_set(zw_tab *tab, uint64_t i, uint64_t value)
{
    ZW_ALONE(tab->store);
    if (i >= tab->t.size)
        return 0;
    tab->t.base[i] = value;
    return 1;
}

enum { STOPPED = -2 };

/* Old size or -1; STOPPED: `heeded` was asked to stop. */
static int64_t grow(zw_tab *tab, uint64_t n, uint64_t init, const zw_store *heeded)
{
    uint64_t old = tab->t.size;
    if (n > tab->t.max - old || n > MOST_ELEMENTS - old || n * 8 > zw_store_room(tab->store))
        return -1;
    if (n > tab->cap - old) {
        uint64_t cap = old + n > old * 2 ? old + n : old * 2;
        if (cap > MOST_ELEMENTS)
            cap = MOST_ELEMENTS;
        uint64_t *base = move_elements(tab->t.base, tab->cap, old, cap);
        if (base == NULL)
            return -1;
        tab->t.base = base;
        tab->cap = cap;
    }
    if ((init != 0 || tab->dirty) && !zw_bulk_refs(heeded, tab->t.base + old, init, n)) {
        tab->dirty = true;
        return STOPPED;
    }
    tab->store->memory_used += n * 8;
    tab->t.size = old + n;
    return (int64_t)old;
}

int64_t zw_tab_grow(zw_tab *tab, uint64_t n, uint64_t init)
{
    ZW_ALONE(tab->store);
    return grow(tab, n, init, NULL);
}

/* Called by compiled code. */

static bool is64(const zw_tab *tab)
{
    return tab->t.flags & ZW_TABLE_64;
}

static bool outside(const zw_tab *tab, uint64_t at, uint64_t n)
{
    return at > tab->t.size || n > tab->t.size - at;
}

int64_t zw_lib_table_grow(zw_vmctx *vmctx, uint64_t index, uint64_t init, uint64_t n)
{
    zw_tab *tab = vmctx->instance->tabs[(uint32_t)index];
    int64_t old = grow(tab, is64(tab) ? n : (uint32_t)n, init, tab->store);
    if (old == STOPPED)
        zw_raise(ZW_TRAP_INTERRUPT);
    return old;
}

void zw_lib_table_fill(zw_vmctx *vmctx, uint64_t to, uint64_t value, uint64_t n, uint64_t index)
{
    zw_tab *tab = vmctx->instance->tabs[(uint32_t)index];
    if (!is64(tab)) {
        to = (uint32_t)to;
        n = (uint32_t)n;
    }
    if (outside(tab, to, n))
        zw_raise(ZW_TRAP_TABLE_OOB);
    if (!zw_bulk_refs(tab->store, tab->t.base + to, value, n))
        zw_raise(ZW_TRAP_INTERRUPT);
}

void zw_lib_table_copy(zw_vmctx *vmctx, uint64_t to, uint64_t from, uint64_t n, uint64_t tabs)
{
    zw_tab *dst = vmctx->instance->tabs[(uint32_t)tabs];
    zw_tab *src = vmctx->instance->tabs[tabs >> 32];
    if (!is64(dst))
        to = (uint32_t)to;
    if (!is64(src))
        from = (uint32_t)from;
    if (!is64(dst) || !is64(src))
        n = (uint32_t)n;
    if (outside(dst, to, n) || outside(src, from, n))
        zw_raise(ZW_TRAP_TABLE_OOB);
    if (!zw_bulk_move(dst->store, (uint8_t *)(dst->t.base + to), (const uint8_t *)(src->t.base + from), n * 8))
        zw_raise(ZW_TRAP_INTERRUPT);
}

void zw_lib_table_init(zw_vmctx *vmctx, uint64_t to, uint64_t from, uint64_t n, uint64_t what)
{
    zw_instance *inst = vmctx->instance;
    uint32_t elem = (uint32_t)what;
    zw_tab *tab = inst->tabs[what >> 32];
    if (!is64(tab))
        to = (uint32_t)to;
    from = (uint32_t)from;
    n = (uint32_t)n;
    if (outside(tab, to, n) || from + n > inst->elem_len[elem])
        zw_raise(ZW_TRAP_TABLE_OOB);
    if (!zw_elem_copy(inst, elem, from, n, tab->t.base + to))
        zw_raise(ZW_TRAP_INTERRUPT);
}

void zw_lib_elem_drop(zw_vmctx *vmctx, uint64_t elem)
{
    vmctx->instance->elem_len[(uint32_t)elem] = 0;
}
