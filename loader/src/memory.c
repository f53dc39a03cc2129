/* Linear memories. The whole range a memory may grow to is reserved at once, so that its base never moves. */
#include <stdlib.h>

#include "zw.h"

/* Without the guard plan, the address space of a memory whose maximum is large or absent. */
#define CHECKED_RESERVE_32 ((uint64_t)4 << 30)
#define CHECKED_RESERVE_64 ((uint64_t)64 << 30)

static void set_bytes(zw_mem *mem, uint64_t bytes)
{
    mem->m.bytes = bytes;
    for (uint32_t i = 0; i < mem->nusers; i++)
        mem->users[i]->mem0_bytes = bytes;
}

/* Without the guard plan, how much address space to ask for: no more than the store lets the memory have. */
static uint64_t wanted(const zw_store *store, bool is64, uint64_t bytes, uint64_t most)
{
    uint64_t cap = is64 ? CHECKED_RESERVE_64 : CHECKED_RESERVE_32, room = zw_store_room(store);
    cap = cap < room ? cap : room;
    return most < cap ? most : cap > bytes ? cap : bytes;
}

/* Address space, or NULL; asks for less, down to `least`, where *size is refused. */
static uint8_t *reserve_some(uint64_t *size, uint64_t least)
{
    uint8_t *base = NULL;
    while (*size > 0 && (base = zw_os_reserve(*size)) == NULL && *size > least) {
        uint64_t half = zw_os_pages(*size / 2); /* of one page: that page */
        *size = half > least && half < *size ? half : least;
    }
    return base;
}

zw_mem *zw_mem_new(zw_store *store, const zw_externtype *type, zw_error *err)
{
    ZW_ALONE(store);
    uint32_t log2 = type->page_log2;
    if (log2 > 16 || (type->guard && (type->is64 || log2 != 16)))
        return zw_fail_null(err, ZW_ERR_USE, "not a valid memory type");
    uint64_t limit = (uint64_t)1 << (type->is64 ? 48 : 32);
    uint64_t most = type->max > limit >> log2 ? limit : type->max << log2;
    if (type->min > most >> log2)
        return zw_fail_null(err, ZW_ERR_USE, "not a valid memory type");
    uint64_t bytes = type->min << log2;
    if (bytes > zw_store_room(store))
        return zw_fail_null(err, ZW_ERR_LIMIT, "a memory of %llu bytes exceeds the limit of %llu", (unsigned long long)bytes,
                            (unsigned long long)store->memory_limit);
    bool guard = type->guard;
    uint64_t reserve = zw_os_pages(guard ? ZW_GUARD_RESERVE : wanted(store, type->is64, bytes, most));
    zw_mem *mem = calloc(1, sizeof *mem);
    if (mem == NULL)
        return zw_fail_null(err, ZW_ERR_LIMIT, "out of memory");
    uint8_t *base = reserve_some(&reserve, guard ? reserve : zw_os_pages(bytes));
    if (reserve != 0 && (base == NULL || zw_os_commit(base, zw_os_pages(bytes)) != 0)) {
        zw_os_release(base, reserve);
        free(mem);
        return zw_fail_null(err, ZW_ERR_LIMIT, "the system refuses %llu bytes of address space for a memory%s",
                            (unsigned long long)reserve, guard ? " (code compiled with --memory checked needs less)" : "");
    }
    if (most > reserve)
        most = reserve;
    mem->m = (zw_memory){.base = base, .bytes = bytes, .max_bytes = most, .page_log2 = log2, .reserved = reserve};
    mem->m.flags = (type->is64 ? ZW_MEMORY_64 : 0) | (guard ? ZW_MEMORY_GUARD : 0) | (type->shared ? ZW_MEMORY_SHARED : 0);
    mem->store = store;
    mem->max_pages = type->max;
    mem->next = store->mems;
    store->mems = mem;
    store->memory_used += bytes;
    return mem;
}

void zw_mem_free(zw_mem *mem)
{
    zw_os_release(mem->m.base, mem->m.reserved);
    free(mem->users);
    free(mem);
}

uint8_t *zw_mem_data(const zw_mem *mem)
{
    return mem->m.base;
}

uint64_t zw_mem_size(const zw_mem *mem)
{
    return mem->m.bytes;
}

int64_t zw_mem_grow(zw_mem *mem, uint64_t pages)
{
    ZW_ALONE(mem->store);
    zw_store *store = mem->store;
    uint64_t old = mem->m.bytes;
    uint32_t log2 = mem->m.page_log2;
    if (pages > (mem->m.max_bytes - old) >> log2)
        return -1;
    uint64_t more = pages << log2;
    if (more > zw_store_room(store))
        return -1;
    uint64_t from = zw_os_pages(old), to = zw_os_pages(old + more);
    if (zw_os_commit(mem->m.base + from, to - from) != 0)
        return -1;
    store->memory_used += more;
    set_bytes(mem, old + more);
    return (int64_t)(old >> log2);
}

int zw_mem_make_room(zw_mem *mem)
{
    if (mem->nusers < mem->cap)
        return 0;
    uint32_t cap = mem->cap ? mem->cap * 2 : 1;
    zw_vmctx **users = realloc(mem->users, cap * sizeof *users);
    if (users == NULL)
        return -1;
    mem->users = users;
    mem->cap = cap;
    return 0;
}

void zw_mem_add_user(zw_mem *mem, zw_vmctx *vmctx)
{
    mem->users[mem->nusers++] = vmctx;
    vmctx->mem0_base = mem->m.base;
    vmctx->mem0_bytes = mem->m.bytes;
}

/* Bounds were verified: the image lies inside the initial size of the memory. */
int zw_mem_map_image(zw_mem *mem, zw_module *m, uint64_t at, uint64_t start, uint64_t size)
{
    const uint8_t *image = m->part[ZW_CW_PART_IMAGE] + start;
    if (m->fd >= 0) {
        int failed = zw_os_map_file(mem->m.base + at, size, m->fd, m->file_at + (uint64_t)(image - m->file));
        return failed ? ZW_ERR_LIMIT : ZW_OK;
    }
    return zw_bulk_move(mem->store, mem->m.base + at, image, size) ? ZW_OK : ZW_ERR_TRAP;
}

/* Called by compiled code. Indices of 32-bit memories arrive zero-extended or with rubbish above: only 32 bits count. */

static bool is64(const zw_mem *mem)
{
    return mem->m.flags & ZW_MEMORY_64;
}

static bool outside(const zw_mem *mem, uint64_t at, uint64_t n)
{
    return at > mem->m.bytes || n > mem->m.bytes - at;
}

int64_t zw_lib_memory_grow(zw_vmctx *vmctx, uint64_t index, uint64_t delta)
{
    zw_mem *mem = vmctx->instance->mems[(uint32_t)index];
    return zw_mem_grow(mem, is64(mem) ? delta : (uint32_t)delta);
}

void zw_lib_memory_copy(zw_vmctx *vmctx, uint64_t to, uint64_t from, uint64_t n, uint64_t mems)
{
    zw_mem *dst = vmctx->instance->mems[(uint32_t)mems];
    zw_mem *src = vmctx->instance->mems[mems >> 32];
    if (!is64(dst))
        to = (uint32_t)to;
    if (!is64(src))
        from = (uint32_t)from;
    if (!is64(dst) || !is64(src))
        n = (uint32_t)n;
    if (outside(dst, to, n) || outside(src, from, n))
        zw_raise(ZW_TRAP_MEMORY_OOB);
    if (n > 0 && !zw_bulk_move(dst->store, dst->m.base + to, src->m.base + from, n))
        zw_raise(ZW_TRAP_INTERRUPT);
}

void zw_lib_memory_fill(zw_vmctx *vmctx, uint64_t to, uint64_t byte, uint64_t n, uint64_t index)
{
    zw_mem *mem = vmctx->instance->mems[(uint32_t)index];
    if (!is64(mem)) {
        to = (uint32_t)to;
        n = (uint32_t)n;
    }
    if (outside(mem, to, n))
        zw_raise(ZW_TRAP_MEMORY_OOB);
    if (n > 0 && !zw_bulk_fill(mem->store, mem->m.base + to, (int)(byte & 0xff), n))
        zw_raise(ZW_TRAP_INTERRUPT);
}

void zw_lib_memory_init(zw_vmctx *vmctx, uint64_t to, uint64_t from, uint64_t n, uint64_t what)
{
    zw_instance *inst = vmctx->instance;
    uint32_t data = (uint32_t)what;
    zw_mem *mem = inst->mems[what >> 32];
    if (!is64(mem))
        to = (uint32_t)to;
    from = (uint32_t)from;
    n = (uint32_t)n;
    if (outside(mem, to, n) || from + n > inst->data_len[data])
        zw_raise(ZW_TRAP_MEMORY_OOB);
    const zw_cw_datas *d = &ZW_ROWS(inst->module, DATAS, datas)[data];
    if (n > 0 && !zw_bulk_move(inst->store, mem->m.base + to, inst->module->part[ZW_CW_PART_DATA] + d->start + from, n))
        zw_raise(ZW_TRAP_INTERRUPT);
}

void zw_lib_data_drop(zw_vmctx *vmctx, uint64_t data)
{
    vmctx->instance->data_len[(uint32_t)data] = 0;
}
