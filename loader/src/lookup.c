/* What lies at an address: modules and instances; and of a module's code, the function, the line, the trap. */
#include <stdlib.h>
#include <string.h>

#include "zw.h"

static bool varint(const uint8_t *p, uint64_t end, uint64_t *at, uint64_t *out)
{
    uint64_t value = 0;
    for (unsigned shift = 0; shift <= 35; shift += 7) {
        if (*at >= end)
            return false;
        uint8_t byte = p[(*at)++];
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80) {
            *out = value;
            return true;
        }
    }
    return false;
}

/* How many of n rows have a first field of `key_size` bytes, by which they are sorted, of at most `key`; async-signal-safe. */
static inline __attribute__((always_inline)) uint64_t rows_up_to(const void *rows, size_t row_size, size_t key_size, uint64_t n,
                                                                uint64_t key)
{
    uint64_t low = 0, high = n;
    while (low < high) {
        uint64_t mid = low + (high - low) / 2, field = 0;
        memcpy(&field, (const uint8_t *)rows + mid * row_size, key_size); /* lines need not be aligned */
        if (field <= key)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

bool zw_index_reserve(zw_index *index)
{
    if (index->n < index->cap)
        return true;
    uint32_t cap = index->cap * 2;
    zw_range *rows = cap == 0 ? &index->first : malloc(cap * sizeof *rows);
    if (rows == NULL)
        return false;
    if (index->n > 0)
        memcpy(rows, index->rows, index->n * sizeof *rows);
    zw_index_free(index);
    index->rows = rows;
    index->cap = cap == 0 ? 1 : cap;
    return true;
}

void zw_index_free(zw_index *index)
{
    if (index->cap > 1)
        free(index->rows);
}

void zw_index_add(zw_index *index, const void *start, uint64_t size, void *of)
{
    zw_range range = {.start = (uint64_t)(uintptr_t)start, .size = size, .of = of};
    uint64_t before = range.start - (size == 0); /* what is empty hides nothing that starts there */
    uint64_t at = rows_up_to(index->rows, sizeof range, 8, index->n, before);
    memmove(index->rows + at + 1, index->rows + at, (index->n - at) * sizeof range);
    index->rows[at] = range;
    index->n++;
}

void zw_index_remove(zw_index *index, const void *start, const void *of)
{
    uint64_t at = rows_up_to(index->rows, sizeof *index->rows, 8, index->n, (uint64_t)(uintptr_t)start);
    while (at > 0 && index->rows[at - 1].of != of) /* others may lie there too */
        at--;
    if (at == 0)
        return;
    memmove(index->rows + at - 1, index->rows + at, (index->n - at) * sizeof *index->rows);
    index->n--;
    index->last = 0;
}

void *zw_index_find(zw_index *index, uint64_t address)
{
    uint32_t at = index->last;
    if (at >= index->n || address - index->rows[at].start >= index->rows[at].size) {
        at = (uint32_t)rows_up_to(index->rows, sizeof *index->rows, 8, index->n, address);
        if (at-- == 0 || address - index->rows[at].start >= index->rows[at].size)
            return NULL;
        index->last = at;
    }
    return index->rows[at].of;
}

int zw_find_site(const zw_module *m, uint64_t off)
{
    const zw_cw_trapindex *index = ZW_ROWS(m, TRAPINDEX, trapindex);
    uint64_t low = rows_up_to(index, sizeof *index, 4, ZW_COUNT(m, TRAPINDEX), off);
    if (low == 0)
        return 0;
    const uint8_t *bytes = (const uint8_t *)m->table[ZW_CW_TABLE_TRAPS];
    uint64_t end = low < ZW_COUNT(m, TRAPINDEX) ? index[low].at : ZW_COUNT(m, TRAPS);
    uint64_t at = index[low - 1].at, pc = index[low - 1].off, delta;
    while (pc <= off && varint(bytes, end, &at, &delta)) {
        pc += delta >> 1;
        int code = ZW_TRAP_MEMORY_OOB;
        if (delta & 1) {
            if (at >= end)
                return 0;
            code = bytes[at++];
        }
        if (pc == off)
            return code;
    }
    return 0;
}

zw_module *zw_find_module(zw_store *store, uint64_t pc)
{
    return zw_index_find(&store->modules, pc);
}

static uint64_t wasm_offset(const zw_module *m, uint64_t off)
{
    const uint8_t *part = m->part[ZW_CW_PART_LINES];
    uint64_t size = m->part_size[ZW_CW_PART_LINES], n = m->h->lines;
    if (n > size / sizeof(zw_cw_lineindex))
        return UINT64_MAX;
    zw_cw_lineindex entry, after;
    uint64_t low = rows_up_to(part, sizeof entry, 4, n, off);
    if (low == 0)
        return UINT64_MAX;
    memcpy(&entry, part + (low - 1) * sizeof entry, sizeof entry);
    part += n * sizeof entry;
    size -= n * sizeof entry;
    uint64_t end = size;
    if (low < n) {
        memcpy(&after, part - (n - low) * sizeof after, sizeof after);
        end = after.at < size ? after.at : size;
    }
    uint64_t at = entry.at, pc = entry.off, pos = entry.pos, delta, move;
    while (varint(part, end, &at, &delta) && varint(part, end, &at, &move)) {
        pc += delta;
        if (pc > off)
            break;
        pos = move & 1 ? pos - ((move + 1) >> 1) : pos + (move >> 1);
    }
    return pos & 0xffffffff;
}

/* The NUL-terminated name of a defined function, or NULL: a hidden symbol's is there for other tools only. */
const char *zw_func_name(const zw_module *m, uint32_t defined)
{
    enum { SYMBOL = 24, OTHER = 5, HIDDEN = 2 };
    uint64_t at = ((uint64_t)defined + 1) * SYMBOL, n = m->part_size[ZW_CW_PART_STRTAB];
    if (at + SYMBOL > m->part_size[ZW_CW_PART_SYMTAB])
        return NULL;
    const uint8_t *symbol = m->part[ZW_CW_PART_SYMTAB] + at;
    uint32_t off;
    memcpy(&off, symbol, 4);
    if (off >= n || symbol[OTHER] == HIDDEN)
        return NULL;
    const char *name = (const char *)m->part[ZW_CW_PART_STRTAB] + off;
    return *name != '\0' && memchr(name, 0, n - off) != NULL ? name : NULL;
}

void zw_describe_pc(zw_store *store, uint64_t pc, zw_frame *out)
{
    *out = (zw_frame){.wasm_offset = UINT64_MAX, .func_index = ZW_CW_NONE};
    zw_module *m = zw_find_module(store, pc);
    if (m == NULL)
        return;
    uint64_t off = pc - (uint64_t)(uintptr_t)m->part[ZW_CW_PART_TEXT];
    out->wasm_offset = wasm_offset(m, off);
    const zw_cw_code *code = ZW_ROWS(m, CODE, code);
    uint32_t n = (uint32_t)rows_up_to(code, sizeof *code, 4, ZW_COUNT(m, CODE), off);
    if (n > 0 && off - code[n - 1].off < code[n - 1].size) {
        out->func_index = m->h->imported_funcs + n - 1;
        out->name = zw_func_name(m, n - 1);
    }
}

/* Text offset of the trampoline for a function type of the module, or -1. */
int64_t zw_trampoline(const zw_module *m, int table, uint32_t type)
{
    const zw_cw_entries *rows = m->table[table];
    uint64_t n = rows_up_to(rows, sizeof *rows, 4, m->count[table], type);
    return n > 0 && rows[n - 1].type == type ? (int64_t)rows[n - 1].off : -1;
}
