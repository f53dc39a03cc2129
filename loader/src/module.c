/* The life of a module, and what it says of itself. It lives as long as somebody has it or an instance uses it: functions,
 * references and frames that lead to its code belong to instances, and those live as long as their store. */
#include <stdlib.h>
#include <string.h>

#include "os.h"
#include "wasi.h"
#include "zw.h"

zw_module *zw_module_new(zw_store *store, zw_error *err)
{
    zw_module *m = calloc(1, sizeof *m);
    if (m == NULL)
        return zw_fail_null(err, ZW_ERR_LIMIT, "out of memory");
    m->store = store;
    m->fd = -1;
    m->users = 1;
    return m;
}

void zw_module_destroy(zw_module *m)
{
    zw_types_drop(m);
    if (m->room > 0)
        zw_os_release(m->bytes, m->room);
    zw_wasi_unprotect(m->protection);
    if (m->fd >= 0)
        zw_os_close(m->fd);
    free(m->type_ids);
    free(m->by_name);
    free(m->name);
    free(m);
}

bool zw_module_enlist(zw_module *m)
{
    if (!zw_index_reserve(&m->store->modules))
        return false;
    zw_index_add(&m->store->modules, m->part[ZW_CW_PART_TEXT], m->part_size[ZW_CW_PART_TEXT], m);
    return true;
}

void zw_module_free(zw_module *m)
{
    if (m == NULL)
        return;
    ZW_ALONE(m->store);
    if (--m->users > 0)
        return;
    zw_index_remove(&m->store->modules, m->part[ZW_CW_PART_TEXT], m);
    zw_module_destroy(m);
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
    char *copy = malloc(size), *old = m->name;
    m->name = copy != NULL ? memcpy(copy, name, size) : NULL;
    free(old);
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
        n = zw_os_read_at(m->fd, buffer, end - image < sizeof buffer ? end - image : sizeof buffer, m->file_at + image);
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
