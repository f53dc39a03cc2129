/* Checks a container before anything in it is used: identity, checksum of the metadata, and every bound. What passes here
 * is trusted by the rest of the loader. Machine code is not judged: running a container trusts whoever built it. */
#include <string.h>

#include "zw.h"

static int damaged(zw_error *err, const char *what)
{
    return zw_fail(err, ZW_ERR_FORMAT, "damaged container: %s", what);
}

static bool contains(const uint8_t *at, uint64_t size, const char *text, size_t n)
{
    for (; size >= n; at++, size--)
        if (memcmp(at, text, n) == 0)
            return true;
    return false;
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
        if (start < m->file_size && size <= m->file_size - start && contains(m->file + start, size, mark, sizeof mark - 1))
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
    if (h->sections > ZW_CW_MOST_SECTIONS || h->meta_end < ZW_CW_META_AT + h->sections * sizeof(zw_cw_section) ||
        h->meta_end > m->file_size)
        return damaged(err, "the metadata lies outside the file");
    size_t crc_at = ZW_CW_HEADER_AT + offsetof(zw_cw_header, meta_crc);
    uint32_t crc = zw_crc32(0, m->file, crc_at);
    crc = zw_crc32(crc, m->file + crc_at + 8, h->meta_end - crc_at - 8);
    if (crc != h->meta_crc)
        return damaged(err, "checksum mismatch in the metadata");
    m->h = h;
    return ZW_OK;
}

static const char *machine_name(uint32_t number)
{
    static const struct {
        uint32_t number;
        const char *name;
    } machines[] = {ZW_CW_MACHINE_NAMES};
    for (size_t i = 0; i < sizeof machines / sizeof *machines; i++)
        if (machines[i].number == number)
            return machines[i].name;
    return "unknown";
}

static const char *os_name(uint32_t number)
{
    static const char *const systems[] = {ZW_CW_OS_NAMES};
    return number < sizeof systems / sizeof *systems ? systems[number] : "unknown";
}

static int machine(const zw_module *m, zw_error *err)
{
    const zw_cw_header *h = m->h;
    if (h->machine != ZW_CW_MACHINE || h->os != ZW_CW_OS)
        return zw_fail(err, ZW_ERR_FORMAT, "built for %s-%s, this is %s-%s", machine_name(h->machine), os_name(h->os),
                       machine_name(ZW_CW_MACHINE), os_name(ZW_CW_OS));
    if (h->abi_hash != ZW_ABI_HASH)
        return zw_fail(err, ZW_ERR_FORMAT, "built by zwasmc %.16s (ABI %04x); this zwasm " ZW_VERSION " needs %04x: recompile it",
                       (const char *)h->compiler, h->abi_hash >> 16, ZW_ABI_HASH >> 16);
    uint64_t lacks = h->cpu_features & ~zw_cpu_features(h->cpu_features);
    if (lacks != 0) {
        char names[256];
        zw_cpu_names(lacks, names, sizeof names);
        return zw_fail(err, ZW_ERR_FORMAT, "needs CPU features %s, which this machine lacks; recompile with --cpu %s", names,
                       zw_cpu_level(zw_cpu_features(~(uint64_t)0)));
    }
    return ZW_OK;
}

/* Of the sections that a container has: a part, or after those a table. */
static const struct {
    char name[16];
    uint8_t record;
} known[] = {ZW_CW_SECTION_NAMES};

enum { KNOWN = ZW_CW_PARTS + ZW_CW_TABLES };

/* The number of the section of that name, KNOWN: none; `guess` is what it probably is. */
static uint32_t section_number(const uint8_t name[16], uint32_t guess)
{
    if (guess < KNOWN && memcmp(known[guess].name, name, 16) == 0)
        return guess;
    uint32_t i = 0;
    while (i < KNOWN && memcmp(known[i].name, name, 16) != 0)
        i++;
    return i;
}

bool zw_find_image(const zw_module *m, size_t read, uint64_t *at, uint64_t *size)
{
    const zw_cw_header *h = (const zw_cw_header *)(m->file + ZW_CW_HEADER_AT);
    const zw_cw_section *section = (const zw_cw_section *)(m->file + ZW_CW_META_AT);
    uint32_t n = h->sections, k = 0;
    if (n > ZW_CW_MOST_SECTIONS || ZW_CW_META_AT + n * sizeof *section > read)
        return false;
    while (k < n && section_number(section[k].name, ZW_CW_PART_IMAGE) != ZW_CW_PART_IMAGE)
        k++;
    if (k == n)
        return false;
    *at = section[k].offset;
    *size = section[k].size;
    return *at >= ZW_CW_META_AT && *at < m->file_size && *size > 0 && *size <= m->file_size - *at &&
           (*at | *size) % ZW_CW_PAGE == 0;
}

static int bad_section(zw_error *err, const char *why, uint32_t i)
{
    return zw_fail(err, ZW_ERR_FORMAT, "damaged container: %s: %s", why, known[i].name);
}

/* Finds the sections by their names. What others there are is no affair of this version, but lies in the file. */
static int directory(zw_module *m, zw_error *err)
{
    const zw_cw_header *h = m->h;
    const zw_cw_section *section = (const zw_cw_section *)(m->file + ZW_CW_META_AT);
    bool found[KNOWN] = {false};
    for (uint32_t k = 0, next = 0; k < h->sections; k++, section++) {
        uint64_t off = section->offset, size = section->size;
        uint32_t i = section_number(section->name, next);
        bool elsewhere = m->text != NULL && (i == ZW_CW_PART_TEXT || i == ZW_CW_PART_CONST);
        if (!elsewhere && (off > m->file_size || size > m->file_size - off))
            return damaged(err, "a section lies outside the file");
        if (i == KNOWN)
            continue;
        if (found[i])
            return bad_section(err, "there are two sections of one name", i);
        found[i] = true;
        next = i + 1;
        if (i < ZW_CW_PARTS) {
            if (!elsewhere && off < h->meta_end)
                return bad_section(err, "a part lies in the metadata", i);
            m->part[i] = elsewhere ? NULL : m->file + off;
            m->part_size[i] = size;
            continue;
        }
        if (off < ZW_CW_META_AT || off > h->meta_end || size > h->meta_end - off || off % 8 != 0 ||
            size % known[i].record != 0 || size / known[i].record > UINT32_MAX)
            return bad_section(err, "a table lies outside the metadata", i);
        m->table[i - ZW_CW_PARTS] = m->file + off;
        m->count[i - ZW_CW_PARTS] = (uint32_t)(size / known[i].record);
    }
    for (uint32_t i = 0; i < KNOWN; i++)
        if (!found[i])
            return bad_section(err, "a section is missing", i);
    return ZW_OK;
}

static uint64_t part_at(const zw_module *m, int part)
{
    return (uint64_t)(m->part[part] - m->file);
}

/* Of a container in a file: where its parts lie. */
static int parts(const zw_module *m, zw_error *err)
{
    uint64_t image = part_at(m, ZW_CW_PART_IMAGE), size = m->part_size[ZW_CW_PART_IMAGE];
    for (int i = 0; i < ZW_CW_PARTS; i++) /* images stay in the file, where they may change: nothing else may be there */
        if (i != ZW_CW_PART_IMAGE && size > 0 && part_at(m, i) < image + size && part_at(m, i) + m->part_size[i] > image)
            return damaged(err, "a part lies in the memory images");
    uint64_t text = part_at(m, ZW_CW_PART_TEXT);
    if ((text | (size > 0 ? image | size : 0)) % ZW_CW_PAGE != 0)
        return damaged(err, "the code is not aligned");
    if (part_at(m, ZW_CW_PART_CONST) + m->part_size[ZW_CW_PART_CONST] != text)
        return damaged(err, "the constants do not lie before the code");
    return ZW_OK;
}

static int layout(zw_module *m, zw_error *err)
{
    const zw_cw_header *h = m->h;
    uint64_t text = m->part_size[ZW_CW_PART_TEXT], constants = m->part_size[ZW_CW_PART_CONST];
    if (text > INT32_MAX || constants > INT32_MAX || constants % ZW_CW_CONST_ALIGN != 0)
        return damaged(err, "the size of the code or of its constants is not valid");
    if (m->text == NULL) {
        int failed = parts(m, err);
        if (failed)
            return failed;
    } else if (m->text_size != text) {
        return zw_fail(err, ZW_ERR_FORMAT, "the module has %llu bytes of code instead of %llu", (unsigned long long)m->text_size,
                       (unsigned long long)text);
    } else {
        m->part[ZW_CW_PART_TEXT] = m->text;
        m->part[ZW_CW_PART_CONST] = m->text - constants;
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
        if (k < m->h->imported_memories || k >= ZW_COUNT(m, MEMORIES) || (im[i].at | im[i].size) % ZW_CW_PAGE != 0 ||
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
        failed = layout(m, err);
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
