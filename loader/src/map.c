/* Gets a container into memory: a copy of bytes, a part of a file, or where the system has put it already. */
#include <errno.h>
#include <string.h>

#include "os.h"
#include "wasi.h"
#include "zw.h"

/* What is executed or trusted after verification lies in private memory, so that it cannot change with the file. */

/* Room for the bytes of a container: zeros that may be written. */
static bool make_room(zw_module *m, size_t size)
{
    uint64_t room = size;
    m->bytes = zw_os_buffer(&room);
    if (m->bytes == NULL)
        return false;
    m->file = m->bytes;
    m->file_size = size;
    m->room = room;
    return true;
}

static zw_module *drop(zw_module *m)
{
    zw_module_destroy(m);
    return NULL;
}

static bool seal(zw_module *m)
{
    uint8_t *text = m->bytes + (m->part[ZW_CW_PART_TEXT] - m->file);
    return zw_os_seal(m->bytes, m->room, false) == 0 && zw_os_seal(text, zw_os_pages(m->part_size[ZW_CW_PART_TEXT]), true) == 0;
}

/* Owns m from here on; after a failure nothing is left of it. */
static zw_module *finish(zw_module *m, zw_error *err)
{
    if (zw_verify(m, err) != ZW_OK || zw_types_intern(m, err) != ZW_OK)
        return drop(m);
    if (m->room > 0 && !seal(m)) {
        zw_fail(err, ZW_ERR_LIMIT, "the system refuses to map code: %s", strerror(errno));
        return drop(m);
    }
    if (zw_module_enlist(m))
        return m;
    zw_fail(err, ZW_ERR_LIMIT, "out of memory");
    return drop(m);
}

static zw_module *too_short(zw_error *err, uint64_t size)
{
    return zw_fail_null(err, ZW_ERR_FORMAT, "not a container: only %llu bytes", (unsigned long long)size);
}

zw_module *zw_module_load(zw_store *store, const void *bytes, size_t size, zw_error *err)
{
    ZW_ALONE(store);
    if (size < ZW_CW_META_AT)
        return too_short(err, size);
    zw_module *m = zw_module_new(store, err);
    if (m == NULL)
        return NULL;
    if (!make_room(m, size)) {
        zw_fail(err, ZW_ERR_LIMIT, "out of memory");
        return drop(m);
    }
    memcpy(m->bytes, bytes, size);
    return finish(m, err);
}

/* Reads a range of the container. */
static bool read_range(zw_module *m, int fd, size_t from, size_t end)
{
    while (from < end) {
        int64_t n = zw_os_read_at(fd, m->bytes + from, end - from, m->file_at + from);
        if (n == 0)
            errno = 0; /* it was longer when it was opened */
        if (n <= 0)
            return false;
        from += (size_t)n;
    }
    return true;
}

enum { FIRST_READ = 0x10000 }; /* has the directory, and small containers whole */

/* Reads the container but for its memory images: those are the guest's data, trusted by nobody, and stay in the file. */
static bool read_container(zw_module *m, int fd)
{
    size_t size = m->file_size, first = size < FIRST_READ ? size : FIRST_READ;
    if (!read_range(m, fd, 0, first))
        return false;
    uint64_t image = 0, length = 0;
    if (zw_find_image(m, first, &image, &length) && (m->fd = zw_os_keep_file(fd)) >= 0) /* else images are copied */
        return read_range(m, fd, first, image) && read_range(m, fd, image + length > first ? image + length : first, size);
    return read_range(m, fd, first, size);
}

static bool unchanged(int fd, const zw_os_file *before)
{
    zw_os_file now;
    if (zw_os_file_get(fd, &now) != 0)
        return false;
    errno = 0;
    return now.size == before->size && now.changed == before->changed && now.changed_ns == before->changed_ns;
}

static zw_module *map(zw_store *store, int fd, const zw_os_file *file, uint64_t offset, uint64_t size, zw_error *err)
{
    if (size < ZW_CW_META_AT)
        return too_short(err, size);
    zw_module *m = zw_module_new(store, err);
    if (m == NULL)
        return NULL;
    m->file_at = offset;
    if (!make_room(m, (size_t)size)) {
        zw_fail(err, ZW_ERR_LIMIT, "out of memory");
        return drop(m);
    }
    m->protection = zw_wasi_protect(fd, NULL); /* before reading, so that guests cannot change what is read */
    if (m->protection != NULL && read_container(m, fd) && unchanged(fd, file))
        return finish(m, err);
    zw_fail(err, m->protection == NULL ? ZW_ERR_LIMIT : ZW_ERR_FORMAT, "cannot read: %s",
            errno != 0 ? strerror(errno) : "it changed meanwhile");
    return drop(m);
}

static int look_at(int fd, zw_os_file *file, zw_error *err)
{
    if (zw_os_file_get(fd, file) != 0)
        return zw_fail(err, ZW_ERR_FORMAT, "cannot read: %s", strerror(errno));
    return file->regular ? ZW_OK : zw_fail(err, ZW_ERR_FORMAT, "not a regular file");
}

zw_module *zw_module_load_fd(zw_store *store, int fd, zw_error *err)
{
    ZW_ALONE(store);
    zw_os_file file;
    return look_at(fd, &file, err) ? NULL : map(store, fd, &file, 0, file.size, err);
}

zw_module *zw_module_map(zw_store *store, int fd, uint64_t offset, uint64_t size, zw_error *err)
{
    ZW_ALONE(store);
    zw_os_file file;
    if (look_at(fd, &file, err))
        return NULL;
    if (offset % ZW_CW_PAGE != 0)
        return zw_fail_null(err, ZW_ERR_FORMAT, "a container starts at a multiple of %u bytes of a file, not at %llu", ZW_CW_PAGE,
                            (unsigned long long)offset);
    if (offset > file.size || size > file.size - offset)
        return zw_fail_null(err, ZW_ERR_FORMAT, "the file has %llu bytes: no container of %llu bytes at %llu",
                            (unsigned long long)file.size, (unsigned long long)size, (unsigned long long)offset);
    return map(store, fd, &file, offset, size, err);
}

zw_module *zw_module_static(zw_store *store, const zw_static_module *from, zw_error *err)
{
    ZW_ALONE(store);
    if (from == NULL || from->magic != ZW_STATIC_MAGIC)
        return zw_fail_null(err, ZW_ERR_FORMAT, "not the descriptor of a module");
    if (from->size < ZW_CW_META_AT)
        return too_short(err, from->size);
    if ((uintptr_t)from->container % 16 != 0 || (uintptr_t)from->text % ZW_CW_CONST_ALIGN != 0 || from->container == NULL ||
        from->text == NULL)
        return zw_fail_null(err, ZW_ERR_FORMAT, "the module is not aligned in memory: the container to 16 bytes, its code to %u",
                            ZW_CW_CONST_ALIGN);
    zw_module *m = zw_module_new(store, err);
    if (m == NULL)
        return NULL;
    m->file = from->container;
    m->file_size = from->size;
    m->text = from->text;
    m->text_size = from->text_size;
    return finish(m, err);
}
