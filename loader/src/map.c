/* Gets a container into memory, and answers questions about code addresses. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "wasi.h"
#include "zw.h"

static zw_module *module_new(zw_store *store, zw_error *err)
{
    zw_module *m = zw_alloc(store, sizeof *m);
    if (m == NULL)
        return zw_fail_null(err, ZW_ERR_LIMIT, "out of memory");
    m->store = store;
    m->fd = -1;
    return m;
}

/* Modules lie in the order of their code, for zw_find_module. */
static bool enlist(zw_module *m)
{
    zw_store *store = m->store;
    if (store->nmodules == store->modules_cap) {
        uint32_t cap = store->modules_cap ? store->modules_cap * 2 : 4;
        zw_module **modules = realloc(store->modules, cap * sizeof *modules);
        if (modules == NULL)
            return false;
        store->modules = modules;
        store->modules_cap = cap;
    }
    uint32_t at = store->nmodules++;
    for (; at > 0 && store->modules[at - 1]->part[ZW_CW_PART_TEXT] > m->part[ZW_CW_PART_TEXT]; at--)
        store->modules[at] = store->modules[at - 1];
    store->modules[at] = m;
    return true;
}

/* What is executed or trusted after verification lies in private memory, so that it cannot change with the file. */

/* Room for the bytes of a container: zeros that may be written. */
static bool make_room(zw_module *m, size_t size)
{
    uint64_t room = size;
    m->file = zw_os_buffer(&room);
    if (m->file == NULL)
        return false;
    m->file_size = size;
    m->room = room;
    return true;
}

void zw_module_unmap(zw_module *m)
{
    zw_os_release(m->file, m->room);
    zw_wasi_unprotect(m->protection);
    if (m->fd >= 0)
        zw_os_close(m->fd);
}

static zw_module *drop(zw_module *m, zw_mark mark)
{
    zw_store *store = m->store;
    zw_module_unmap(m);
    zw_store_release(store, mark);
    return NULL;
}

/* Owns m from here on; after a failure nothing is left of what was made since `mark`. */
static zw_module *finish(zw_module *m, zw_mark mark, zw_error *err)
{
    bool ok = zw_verify(m, err) == ZW_OK && zw_types_intern(m, err) == ZW_OK;
    uint64_t size = m->part_size[ZW_CW_PART_TEXT];
    uint8_t *text = ok ? m->file + (m->part[ZW_CW_PART_TEXT] - m->file) : NULL;
    if (ok && (zw_os_seal(m->file, m->room, false) != 0 || zw_os_seal(text, zw_os_pages(size), true) != 0)) {
        zw_fail(err, ZW_ERR_LIMIT, "the system refuses to map code: %s", strerror(errno));
        ok = false;
    }
    if (ok && !enlist(m)) {
        zw_fail(err, ZW_ERR_LIMIT, "out of memory");
        ok = false;
    }
    if (ok)
        return m;
    zw_types_drop(m);
    return drop(m, mark);
}

zw_module *zw_module_load(zw_store *store, const void *bytes, size_t size, zw_error *err)
{
    ZW_ALONE(store);
    if (size < ZW_CW_META_AT)
        return zw_fail_null(err, ZW_ERR_FORMAT, "not a container: only %zu bytes", size);
    zw_mark mark = zw_store_mark(store);
    zw_module *m = module_new(store, err);
    if (m == NULL)
        return NULL;
    if (!make_room(m, size)) {
        zw_store_release(store, mark);
        return zw_fail_null(err, ZW_ERR_LIMIT, "out of memory");
    }
    memcpy(m->file, bytes, size);
    return finish(m, mark, err);
}

static bool read_at(int fd, uint8_t *to, size_t from, size_t end)
{
    while (from < end) {
        int64_t n = zw_os_read_at(fd, to + from, end - from, from);
        if (n == 0)
            errno = 0; /* it was longer when it was opened */
        if (n <= 0)
            return false;
        from += (size_t)n;
    }
    return true;
}

enum { FIRST_READ = 0x10000 }; /* has the header, and small containers whole */

/* Reads the container but for its memory images: those are the guest's data, trusted by nobody, and stay in the file. */
static bool read_container(zw_module *m, int fd)
{
    size_t size = m->file_size, first = size < FIRST_READ ? size : FIRST_READ;
    if (!read_at(fd, m->file, 0, first))
        return false;
    uint64_t image = 0, length = 0;
    if (zw_find_image(m, first, &image, &length) && (m->fd = zw_os_keep_file(fd)) >= 0) /* without a descriptor images are copied */
        return read_at(fd, m->file, first, image) &&
               read_at(fd, m->file, image + length > first ? image + length : first, size);
    return read_at(fd, m->file, first, size);
}

static bool unchanged(int fd, const zw_os_file *before)
{
    zw_os_file now;
    if (zw_os_file_get(fd, &now) != 0)
        return false;
    errno = 0;
    return now.size == before->size && now.changed == before->changed && now.changed_ns == before->changed_ns;
}

zw_module *zw_module_load_fd(zw_store *store, int fd, zw_error *err)
{
    ZW_ALONE(store);
    zw_os_file file;
    if (zw_os_file_get(fd, &file) != 0)
        return zw_fail_null(err, ZW_ERR_FORMAT, "cannot read: %s", strerror(errno));
    if (!file.regular)
        return zw_fail_null(err, ZW_ERR_FORMAT, "not a regular file");
    if (file.size < ZW_CW_META_AT)
        return zw_fail_null(err, ZW_ERR_FORMAT, "not a container: only %llu bytes", (unsigned long long)file.size);
    zw_mark mark = zw_store_mark(store);
    zw_module *m = module_new(store, err);
    if (m == NULL)
        return NULL;
    if (!make_room(m, (size_t)file.size)) {
        zw_store_release(store, mark);
        return zw_fail_null(err, ZW_ERR_LIMIT, "out of memory");
    }
    m->protection = zw_wasi_protect(fd, NULL); /* before reading, so that guests cannot change what is read */
    if (m->protection != NULL && read_container(m, fd) && unchanged(fd, &file))
        return finish(m, mark, err);
    zw_fail(err, m->protection == NULL ? ZW_ERR_LIMIT : ZW_ERR_FORMAT, "cannot read: %s",
            errno != 0 ? strerror(errno) : "it changed meanwhile");
    return drop(m, mark);
}

int zw_module_protect(zw_module *m, int fd, const char *path)
{
    zw_protection *named = zw_wasi_protect(fd, path);
    if (named == NULL)
        return 0;
    zw_wasi_unprotect(m->protection);
    m->protection = named;
    return 1;
}

void zw_module_set_name(zw_module *m, const char *name)
{
    size_t size = strlen(name) + 1;
    char *copy = zw_alloc(m->store, size);
    m->name = copy != NULL ? memcpy(copy, name, size) : NULL;
}

static uint32_t bulk_crc(const zw_module *m)
{
    uint64_t at = m->h->meta_end, size = m->part_size[ZW_CW_PART_IMAGE];
    if (m->fd < 0 || size == 0)
        return zw_crc32(0, m->file + at, m->file_size - at);
    uint64_t image = (uint64_t)(m->part[ZW_CW_PART_IMAGE] - m->file), end = image + size;
    uint32_t crc = zw_crc32(0, m->file + at, image - at);
    uint8_t buffer[0x4000];
    for (int64_t n; image < end; image += (uint64_t)n) {
        n = zw_os_read_at(m->fd, buffer, end - image < sizeof buffer ? end - image : sizeof buffer, image);
        if (n <= 0)
            return ~m->h->bulk_crc; /* cut short meanwhile */
        crc = zw_crc32(crc, buffer, (size_t)n);
    }
    return zw_crc32(crc, m->file + end, m->file_size - end);
}

int zw_module_check(zw_module *m, zw_error *err)
{
    if (bulk_crc(m) != m->h->bulk_crc)
        return zw_fail(err, ZW_ERR_FORMAT, "the code or data is damaged (checksum mismatch)");
    return ZW_OK;
}

int zw_module_interruptible(const zw_module *m)
{
    return (m->h->options & ZW_CW_OPTION_INTERRUPTIBLE) != 0;
}

int zw_module_has_start(const zw_module *m)
{
    return m->h->start != ZW_CW_NONE;
}

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

/* How many of n rows have a first field, by which they are sorted, of at most `key`; async-signal-safe. */
static uint64_t rows_up_to(const void *rows, size_t row_size, uint64_t n, uint64_t key)
{
    uint64_t low = 0, high = n;
    while (low < high) {
        uint64_t mid = low + (high - low) / 2;
        uint32_t field;
        memcpy(&field, (const uint8_t *)rows + mid * row_size, sizeof field); /* lines need not be aligned */
        if (field <= key)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

int zw_find_site(const zw_module *m, uint64_t off)
{
    const zw_cw_trapindex *index = ZW_ROWS(m, TRAPINDEX, trapindex);
    uint64_t low = rows_up_to(index, sizeof *index, ZW_COUNT(m, TRAPINDEX), off);
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
    uint32_t low = 0, high = store->nmodules;
    while (low < high) { /* first module beyond pc */
        uint32_t mid = low + (high - low) / 2;
        if ((uint64_t)(uintptr_t)store->modules[mid]->part[ZW_CW_PART_TEXT] <= pc)
            low = mid + 1;
        else
            high = mid;
    }
    zw_module *m = low > 0 ? store->modules[low - 1] : NULL;
    return m != NULL && pc - (uint64_t)(uintptr_t)m->part[ZW_CW_PART_TEXT] < m->part_size[ZW_CW_PART_TEXT] ? m : NULL;
}

static uint64_t wasm_offset(const zw_module *m, uint64_t off)
{
    const uint8_t *part = m->part[ZW_CW_PART_LINES];
    uint64_t size = m->part_size[ZW_CW_PART_LINES], n = m->h->lines;
    if (n > size / sizeof(zw_cw_lineindex))
        return UINT64_MAX;
    zw_cw_lineindex entry, after;
    uint64_t low = rows_up_to(part, sizeof entry, n, off);
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
    uint32_t n = (uint32_t)rows_up_to(code, sizeof *code, ZW_COUNT(m, CODE), off);
    if (n > 0 && off - code[n - 1].off < code[n - 1].size) {
        out->func_index = m->h->imported_funcs + n - 1;
        out->name = zw_func_name(m, n - 1);
    }
}

/* Text offset of the trampoline for a function type of the module, or -1. */
int64_t zw_trampoline(const zw_module *m, int table, uint32_t type)
{
    const zw_cw_entries *rows = m->table[table];
    uint64_t n = rows_up_to(rows, sizeof *rows, m->count[table], type);
    return n > 0 && rows[n - 1].type == type ? (int64_t)rows[n - 1].off : -1;
}
