/* Checks a container before anything in it is used: identity, checksum of the metadata, and every bound. What passes here
 * is trusted by the rest of the loader. Machine code is not judged: running a container trusts whoever built it. */
#define _GNU_SOURCE
#include <string.h>

#include "zw.h"

#if defined(__x86_64__)
#define MACHINE 62u
#define MACHINE_NAME "x86_64"
#define PAGE ZW_CW_PAGE_X86_64
#elif defined(__aarch64__)
#define MACHINE 183u
#define MACHINE_NAME "aarch64"
#define PAGE ZW_CW_PAGE_AARCH64
#endif

static int damaged(zw_error *err, const char *what)
{
    return zw_fail(err, ZW_ERR_FORMAT, "damaged container: %s", what);
}

/* What an ELF file is that is no container: its section names tell. */
static const char *foreign(const zw_module *m)
{
    static const char mark[] = "\0.wasmtime.";
    uint64_t table, start, size;
    uint16_t number;
    memcpy(&table, m->file + 0x28, 8);
    memcpy(&number, m->file + 0x3e, 2);
    uint64_t at = (uint64_t)number * 64;
    if (table < m->file_size && at + 64 <= m->file_size - table) {
        memcpy(&start, m->file + table + at + 24, 8);
        memcpy(&size, m->file + table + at + 32, 8);
        if (start < m->file_size && size <= m->file_size - start && memmem(m->file + start, size, mark, sizeof mark - 1) != NULL)
            return "compiled by wasmtime, for wasmtime alone: give the .wasm that it was made from";
    }
    return "an ELF file, but not a container";
}

static int identity(zw_module *m, zw_error *err)
{
    if (memcmp(m->file, "\177ELF", 4) != 0)
        return zw_fail(err, ZW_ERR_FORMAT, "not a container (no ELF header)");
    const zw_cw_header *h = (const zw_cw_header *)(m->file + ZW_CW_HEADER_AT);
    if (h->magic != ZW_CW_MAGIC)
        return zw_fail(err, ZW_ERR_FORMAT, "%s", foreign(m));
    if (h->version != ZW_CW_FORMAT_VERSION)
        return zw_fail(err, ZW_ERR_FORMAT, "container format %u, this zwasm reads %u: recompile it", h->version,
                       ZW_CW_FORMAT_VERSION);
    if (h->file_size != m->file_size)
        return zw_fail(err, ZW_ERR_FORMAT, "damaged container: %zu bytes instead of %llu", m->file_size,
                       (unsigned long long)h->file_size);
    uint64_t meta = h->parts[ZW_CW_PART_META * 2], meta_size = h->parts[ZW_CW_PART_META * 2 + 1];
    if (meta != ZW_CW_META_AT || meta_size > m->file_size - meta)
        return damaged(err, "the metadata lies outside the file");
    size_t crc_at = ZW_CW_HEADER_AT + offsetof(zw_cw_header, meta_crc);
    uint32_t crc = zw_crc32(0, m->file, crc_at);
    crc = zw_crc32(crc, m->file + crc_at + 8, meta + meta_size - crc_at - 8);
    if (crc != h->meta_crc)
        return damaged(err, "checksum mismatch in the metadata");
    m->h = h;
    return ZW_OK;
}

static int machine(const zw_module *m, zw_error *err)
{
    static const char *const systems[] = {"none", "linux", "darwin", "windows"};
    const zw_cw_header *h = m->h;
    if (h->machine != MACHINE || h->os != 1) {
        const char *name = h->machine == 62 ? "x86_64" : h->machine == 183 ? "aarch64" : "unknown";
        return zw_fail(err, ZW_ERR_FORMAT, "built for %s-%s, this is " MACHINE_NAME "-linux", name,
                       h->os < 4 ? systems[h->os] : "unknown");
    }
    if (h->abi_hash != ZW_ABI_HASH)
        return zw_fail(err, ZW_ERR_FORMAT, "built by zwasmc %.16s (ABI %04x); this zwasm " ZW_VERSION " needs %04x: recompile it",
                       (const char *)h->compiler, h->abi_hash >> 16, ZW_ABI_HASH >> 16);
    uint64_t have = zw_cpu_features(), lacks = h->cpu_features & ~have;
    if (lacks != 0) {
        char names[256];
        zw_cpu_names(lacks, names, sizeof names);
        return zw_fail(err, ZW_ERR_FORMAT, "needs CPU features %s, which this machine lacks; recompile with --cpu %s", names,
                       zw_cpu_level(have));
    }
    return ZW_OK;
}

static int directory(zw_module *m, zw_error *err)
{
    static const uint8_t sizes[] = {ZW_CW_TABLE_SIZES};
    const zw_cw_header *h = m->h;
    for (int i = 0; i < ZW_CW_PARTS; i++) {
        uint64_t off = h->parts[2 * i], size = h->parts[2 * i + 1];
        if (off < ZW_CW_META_AT || off > m->file_size || size > m->file_size - off)
            return damaged(err, "a part lies outside the file");
        m->part[i] = m->file + off;
        m->part_size[i] = size;
    }
    uint64_t image = h->parts[2 * ZW_CW_PART_IMAGE], end = image + m->part_size[ZW_CW_PART_IMAGE];
    for (int i = 0; i < ZW_CW_PARTS; i++) /* images stay in the file, where they may change: nothing else may be there */
        if (i != ZW_CW_PART_IMAGE && image < end && h->parts[2 * i] < end && h->parts[2 * i] + m->part_size[i] > image)
            return damaged(err, "a part lies in the memory images");
    uint64_t aligned = h->parts[2 * ZW_CW_PART_TEXT];
    if (m->part_size[ZW_CW_PART_IMAGE] > 0)
        aligned |= h->parts[2 * ZW_CW_PART_IMAGE] | m->part_size[ZW_CW_PART_IMAGE];
    if (aligned % PAGE != 0 || m->part_size[ZW_CW_PART_TEXT] > INT32_MAX)
        return damaged(err, "the code is not aligned");
    uint64_t meta_size = m->part_size[ZW_CW_PART_META];
    for (int i = 0; i < ZW_CW_TABLES; i++) {
        uint32_t off = h->tables[2 * i], count = h->tables[2 * i + 1];
        if (off > meta_size || count > (meta_size - off) / sizes[i] || off % 8 != 0)
            return damaged(err, "a table lies outside the metadata");
        m->table[i] = m->part[ZW_CW_PART_META] + off;
        m->count[i] = count;
    }
    m->nfuncs = ZW_COUNT(m, FUNCTYPES);
    if (h->imported_funcs > m->nfuncs || ZW_COUNT(m, CODE) != m->nfuncs - h->imported_funcs ||
        h->imported_tables > ZW_COUNT(m, TABLES) || h->imported_memories > ZW_COUNT(m, MEMORIES) ||
        h->imported_globals > ZW_COUNT(m, GLOBALS) || h->imported_tags > ZW_COUNT(m, TAGS))
        return damaged(err, "the counts of imports are inconsistent");
    uint64_t at = ZW_VMCTX_IMPORTS;
    bool same = h->vmctx_imports == at;
    at += (uint64_t)h->imported_funcs * sizeof(zw_import);
    same = same && h->vmctx_memories == at;
    at += (uint64_t)ZW_COUNT(m, MEMORIES) * 8;
    same = same && h->vmctx_tables == at;
    at = (at + (uint64_t)ZW_COUNT(m, TABLES) * 8 + 15) & ~(uint64_t)15;
    same = same && h->vmctx_globals == at;
    at += (uint64_t)ZW_COUNT(m, GLOBALS) * ZW_GLOBAL_SIZE;
    if (!same || h->vmctx_size != at)
        return damaged(err, "the layout of the instance is not this ABI's");
    return ZW_OK;
}

/* Ranges of expressions, pool items and data must follow one another: nothing is used twice. */
typedef struct cursors {
    uint64_t expr, pool, data, image;
} cursors;

static bool take(uint64_t *cursor, uint64_t first, uint64_t n, uint64_t limit)
{
    if (n == 0)
        return true;
    if (first != *cursor || n > limit - first)
        return false;
    *cursor = first + n;
    return true;
}

static bool text_ok(const zw_module *m, uint32_t off, uint32_t size)
{
    uint32_t n = ZW_COUNT(m, STRINGS);
    return off <= n && size <= n - off;
}

static uint32_t count_of(const zw_module *m, uint32_t kind)
{
    switch (kind) {
    case ZW_CW_KIND_FUNC:
        return m->nfuncs;
    case ZW_CW_KIND_TABLE:
        return ZW_COUNT(m, TABLES);
    case ZW_CW_KIND_MEMORY:
        return ZW_COUNT(m, MEMORIES);
    case ZW_CW_KIND_GLOBAL:
        return ZW_COUNT(m, GLOBALS);
    case ZW_CW_KIND_TAG:
        return ZW_COUNT(m, TAGS);
    default:
        return 0;
    }
}

static int externals(const zw_module *m, zw_error *err)
{
    const zw_cw_header *h = m->h;
    const zw_cw_imports *imp = ZW_ROWS(m, IMPORTS, imports);
    const zw_cw_exports *exp = ZW_ROWS(m, EXPORTS, exports);
    uint32_t seen[5] = {0};
    for (uint32_t i = 0; i < ZW_COUNT(m, IMPORTS); i++) {
        if (imp[i].kind > ZW_CW_KIND_TAG || imp[i].index != seen[imp[i].kind]++ ||
            imp[i].index >= count_of(m, imp[i].kind) || !text_ok(m, imp[i].module, imp[i].module_len) ||
            !text_ok(m, imp[i].name, imp[i].name_len))
            return damaged(err, "an import is not valid");
    }
    if (seen[0] != h->imported_funcs || seen[1] != h->imported_tables || seen[2] != h->imported_memories ||
        seen[3] != h->imported_globals || seen[4] != h->imported_tags)
        return damaged(err, "the counts of imports are inconsistent");
    for (uint32_t i = 0; i < ZW_COUNT(m, EXPORTS); i++)
        if (exp[i].index >= count_of(m, exp[i].kind) || !text_ok(m, exp[i].name, exp[i].name_len))
            return damaged(err, "an export is not valid");
    return ZW_OK;
}

static int spaces(const zw_module *m, cursors *at, zw_error *err)
{
    const zw_cw_header *h = m->h;
    uint64_t nexprs = ZW_COUNT(m, EXPRS);
    const zw_cw_functypes *ft = ZW_ROWS(m, FUNCTYPES, functypes);
    for (uint32_t i = 0; i < m->nfuncs; i++)
        if (ft[i].type >= h->types)
            return damaged(err, "a function has no type");
    const zw_cw_code *code = ZW_ROWS(m, CODE, code);
    uint64_t text = m->part_size[ZW_CW_PART_TEXT];
    for (uint32_t i = 0; i < ZW_COUNT(m, CODE); i++)
        if (code[i].off >= text || code[i].size > text - code[i].off || (i > 0 && code[i - 1].off > code[i].off))
            return damaged(err, "a function lies outside the code");
    const zw_cw_tables *tab = ZW_ROWS(m, TABLES, tables);
    for (uint32_t i = 0; i < ZW_COUNT(m, TABLES); i++) {
        uint32_t low = tab[i].type & 0xff;
        if ((low != 0x63 && low != 0x64) || !zw_valtype_known((uint32_t)tab[i].type, h->types) || tab[i].flags > 1 ||
            tab[i].min > tab[i].max || !take(&at->expr, tab[i].init, tab[i].init_len, nexprs))
            return damaged(err, "a table is not valid");
    }
    const zw_cw_memories *mem = ZW_ROWS(m, MEMORIES, memories);
    for (uint32_t i = 0; i < ZW_COUNT(m, MEMORIES); i++) {
        uint32_t flags = mem[i].flags;
        bool wide = flags & ZW_CW_FLAG_64, guard = flags & ZW_CW_FLAG_GUARD;
        if (mem[i].page_log2 > 16 || flags > 7 || mem[i].min > mem[i].max || (guard && (wide || mem[i].page_log2 != 16)) ||
            mem[i].min > (uint64_t)1 << ((wide ? 48 : 32) - mem[i].page_log2))
            return damaged(err, "a memory is not valid");
    }
    const zw_cw_globals *glob = ZW_ROWS(m, GLOBALS, globals);
    for (uint32_t i = 0; i < ZW_COUNT(m, GLOBALS); i++)
        if (!zw_valtype_known((uint32_t)glob[i].type, h->types) || glob[i].flags > 1 ||
            !take(&at->expr, glob[i].init, glob[i].init_len, nexprs))
            return damaged(err, "a global is not valid");
    const zw_cw_tags *tag = ZW_ROWS(m, TAGS, tags);
    for (uint32_t i = 0; i < ZW_COUNT(m, TAGS); i++)
        if (tag[i].type >= h->types)
            return damaged(err, "a tag is not valid");
    return ZW_OK;
}

static int expressions(const zw_module *m, zw_error *err)
{
    const zw_cw_exprs *e = ZW_ROWS(m, EXPRS, exprs);
    for (uint32_t i = 0; i < ZW_COUNT(m, EXPRS); i++) {
        if ((e[i].op == ZW_CW_OP_GLOBAL_GET && e[i].imm >= ZW_COUNT(m, GLOBALS)) ||
            (e[i].op == ZW_CW_OP_REF_FUNC && e[i].imm >= m->nfuncs))
            return damaged(err, "a constant expression is not valid");
    }
    return ZW_OK;
}

static int segments(const zw_module *m, cursors *at, zw_error *err)
{
    uint64_t nexprs = ZW_COUNT(m, EXPRS), npool = ZW_COUNT(m, POOL);
    const zw_cw_pool *pool = ZW_ROWS(m, POOL, pool);
    const zw_cw_elems *el = ZW_ROWS(m, ELEMS, elems);
    for (uint32_t i = 0; i < ZW_COUNT(m, ELEMS); i++) {
        const zw_cw_elems *e = &el[i];
        uint64_t cells = e->exprs ? (uint64_t)e->count * 2 : e->count;
        if (e->mode > ZW_CW_MODE_DECLARED || e->exprs > 1 || !zw_valtype_known((uint32_t)e->type, m->h->types) ||
            (e->mode == ZW_CW_MODE_ACTIVE && e->table >= ZW_COUNT(m, TABLES)) ||
            !take(&at->expr, e->offset, e->offset_len, nexprs) || !take(&at->pool, e->first, cells, npool))
            return damaged(err, "an element segment is not valid");
        for (uint64_t k = 0; k < e->count; k++) {
            bool ok = e->exprs ? take(&at->expr, pool[e->first + 2 * k].item, pool[e->first + 2 * k + 1].item, nexprs)
                               : pool[e->first + k].item < m->nfuncs || pool[e->first + k].item == ZW_CW_NONE;
            if (!ok)
                return damaged(err, "an element segment is not valid");
        }
    }
    const zw_cw_datas *da = ZW_ROWS(m, DATAS, datas);
    for (uint32_t i = 0; i < ZW_COUNT(m, DATAS); i++) {
        const zw_cw_datas *d = &da[i];
        if (d->mode > ZW_CW_MODE_DECLARED || (d->mode == ZW_CW_MODE_ACTIVE && d->memory >= ZW_COUNT(m, MEMORIES)) ||
            !take(&at->expr, d->offset, d->offset_len, nexprs) ||
            !take(&at->data, d->start, d->size, m->part_size[ZW_CW_PART_DATA]))
            return damaged(err, "a data segment is not valid");
    }
    const zw_cw_images *im = ZW_ROWS(m, IMAGES, images);
    const zw_cw_memories *mem = ZW_ROWS(m, MEMORIES, memories);
    for (uint32_t i = 0; i < ZW_COUNT(m, IMAGES); i++) {
        uint32_t k = im[i].memory;
        if (k < m->h->imported_memories || k >= ZW_COUNT(m, MEMORIES) || (im[i].at | im[i].size) % PAGE != 0 ||
            !take(&at->image, im[i].start, im[i].size, m->part_size[ZW_CW_PART_IMAGE]))
            return damaged(err, "a memory image is not valid");
        uint64_t bytes = mem[k].min << mem[k].page_log2;
        if (im[i].at > bytes || im[i].size > bytes - im[i].at)
            return damaged(err, "a memory image is not valid");
    }
    return ZW_OK;
}

static int code_tables(const zw_module *m, zw_error *err)
{
    static const int which[] = {ZW_CW_TABLE_ENTRIES, ZW_CW_TABLE_HOSTS};
    for (int t = 0; t < 2; t++) {
        const zw_cw_entries *e = m->table[which[t]];
        for (uint32_t i = 0; i < m->count[which[t]]; i++)
            if (e[i].type >= m->h->types || e[i].off >= m->part_size[ZW_CW_PART_TEXT] || (i > 0 && e[i - 1].type >= e[i].type))
                return damaged(err, "a trampoline is not valid");
    }
    const zw_cw_refs *ref = ZW_ROWS(m, REFS, refs);
    for (uint32_t i = 0; i < ZW_COUNT(m, REFS); i++)
        if (ref[i].func >= m->nfuncs || (i > 0 && ref[i - 1].func >= ref[i].func))
            return damaged(err, "a reference is not valid");
    const zw_cw_trapindex *trap = ZW_ROWS(m, TRAPINDEX, trapindex);
    for (uint32_t i = 0; i < ZW_COUNT(m, TRAPINDEX); i++)
        if (trap[i].at > ZW_COUNT(m, TRAPS) || (i > 0 && (trap[i - 1].off > trap[i].off || trap[i - 1].at > trap[i].at)))
            return damaged(err, "the trap index is not valid");
    if (m->h->start != ZW_CW_NONE && m->h->start >= m->nfuncs)
        return damaged(err, "there is no such start function");
    return ZW_OK;
}

int zw_verify(zw_module *m, zw_error *err)
{
    cursors at = {0, 0, 0, 0};
    int failed = identity(m, err);
    if (!failed)
        failed = machine(m, err);
    if (!failed)
        failed = directory(m, err);
    if (!failed)
        failed = externals(m, err);
    if (!failed)
        failed = spaces(m, &at, err);
    if (!failed)
        failed = expressions(m, err);
    if (!failed)
        failed = segments(m, &at, err);
    if (!failed)
        failed = code_tables(m, err);
    return failed;
}
