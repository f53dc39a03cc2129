/* The calls that take a path. */
#include "wasi_impl.h"

/* The directory `fd`, if it may do this; `changes`: not in a read-only preopen. */
static uint32_t directory_at(zw_wasi *w, uint32_t fd, uint64_t rights, bool changes, zw_file **out) {
    zw_file *f = *out = zw_file_at(w, fd);
    if (!f)
        return W_BADF;
    if (f->type != FT_DIRECTORY)
        return W_NOTDIR;
    if ((f->base & rights) != rights)
        return W_NOTCAPABLE;
    return changes && f->read_only ? W_PERM : W_SUCCESS;
}

enum { READS = 0, CHANGES = 1, FOLLOWS = 2, KEEP_SLASH = 4 };

/* The usual beginning: the directory, the path, and where it leads. */
static uint32_t locate(zw_wasi *w, const zw_wasi_mem *m, uint32_t fd, uint64_t rights, int how, uint32_t ptr, uint32_t len,
                       zw_place *place) {
    char path[ZW_PATH_MAX];
    zw_file *f;
    uint32_t error = directory_at(w, fd, rights, (how & CHANGES) != 0, &f);
    if (error || (error = zw_path(m, ptr, len, path)) != W_SUCCESS)
        return error;
    return zw_resolve(w, f->host, path, (how & FOLLOWS) != 0, (how & KEEP_SLASH) != 0, place);
}

/* ---- open ---- */

/* A file that was empty already has been changed, too. */
static uint32_t truncate_file(zw_handle host) {
    const zw_time now[2] = {{.how = ZW_TIME_KEPT}, {.how = ZW_TIME_NOW}};
    uint32_t error = zw_sys_set_size(host, 0);
    return error ? error : zw_sys_set_times(host, now);
}

WASI(path_open) {
    char path[ZW_PATH_MAX];
    zw_file *dir;
    uint32_t lookup = zw_arg32(a, 1), oflags = zw_arg32(a, 4), fdflags = zw_arg32(a, 7), out = zw_arg32(a, 8), fd;
    uint64_t base = zw_arg64(a, 5) & R_ALL, inheriting = zw_arg64(a, 6) & R_ALL, needed = R_PATH_OPEN, inherited = base | inheriting;
    if (oflags & OFLAG_CREAT)
        needed |= R_PATH_CREATE_FILE;
    if (oflags & OFLAG_TRUNC)
        needed |= R_PATH_FILESTAT_SET_SIZE;
    if (fdflags & FDFLAG_DSYNC)
        inherited |= R_FD_DATASYNC;
    if (fdflags & (FDFLAG_RSYNC | FDFLAG_SYNC))
        inherited |= R_FD_SYNC;
    bool reads = (base & R_FD_READ) != 0, truncates = (oflags & OFLAG_TRUNC) != 0;
    bool writes = (base & (oflags & OFLAG_DIRECTORY ? R_FD_WRITE : R_FD_WRITE | R_FD_ALLOCATE | R_FD_FILESTAT_SET_SIZE)) != 0;

    uint32_t error = directory_at(w, zw_arg32(a, 0), needed, false, &dir);
    if (error)
        return error;
    if (lookup & ~(uint32_t)LOOKUP_FOLLOW || oflags & ~(uint32_t)OFLAGS_ALL || fdflags & ~(uint32_t)FDFLAGS_ALL ||
        (oflags & OFLAG_DIRECTORY && oflags & (OFLAG_CREAT | OFLAG_EXCL | OFLAG_TRUNC)))
        return W_INVAL;
    if (inherited & ~dir->inheriting)
        return W_NOTCAPABLE;
    if ((error = zw_path(m, zw_arg32(a, 2), zw_arg32(a, 3), path)) != W_SUCCESS)
        return error;
    if (!zw_mem_ok(m, out, 4))
        return W_FAULT;
    if (dir->read_only) {
        if (oflags & (OFLAG_CREAT | OFLAG_TRUNC) || base & R_FD_WRITE)
            return W_PERM;
        base &= ~(uint64_t)R_WRITING;
        writes = false;
    }

    uint32_t how = fdflags << ZW_OPEN_FLAGS;
    how |= writes || truncates ? (reads ? ZW_OPEN_READ | ZW_OPEN_WRITE : ZW_OPEN_WRITE) : ZW_OPEN_READ;
    how |= lookup & LOOKUP_FOLLOW ? 0 : ZW_OPEN_NOFOLLOW;
    how |= oflags & OFLAG_CREAT ? (oflags & OFLAG_EXCL ? ZW_OPEN_CREATE | ZW_OPEN_EXCLUSIVE : ZW_OPEN_CREATE) : 0;
    how |= oflags & OFLAG_DIRECTORY ? ZW_OPEN_DIRECTORY : 0;
    if (!zw_file_room())
        return W_MFILE;
    zw_file file = {.owned = true, .read_only = dir->read_only, .sync = fdflags & FDFLAGS_SYNC};
    while ((error = zw_open_beneath(w, dir->host, path, how, &file.host)) == W_INTR)
        if (zw_interrupted(w))
            return W_INTERRUPTED;
    if (error)
        return error;
    uint64_t rights = 0;
    error = zw_classify(file.host, &file.type, &rights);
    if (!error && (writes || truncates))
        error = zw_protected(file.host) ? W_TXTBSY : zw_sys_is_memory(file.host) ? W_PERM : W_SUCCESS;
    if (!error && truncates && file.type == FT_REGULAR_FILE) /* not by opening: it has to be known which file this is */
        error = truncate_file(file.host);
    file.base = base & rights;
    file.inheriting = file.type == FT_DIRECTORY ? inheriting : 0;
    if (error || (error = zw_file_add(w, &file, 0, &fd)) != W_SUCCESS) {
        zw_file_drop(&file);
        return error;
    }
    zw_put32(m->base + out, fd);
    return W_SUCCESS;
}

/* ---- attributes ---- */

static uint32_t filestat(zw_wasi *w, const zw_wasi_mem *m, const zw_value *a, zw_stat *st) {
    char path[ZW_PATH_MAX];
    zw_file *dir;
    uint32_t lookup = zw_arg32(a, 1), error = directory_at(w, zw_arg32(a, 0), R_PATH_FILESTAT_GET, false, &dir);
    if (error || (error = zw_path(m, zw_arg32(a, 2), zw_arg32(a, 3), path)) != W_SUCCESS)
        return error;
    if (lookup & ~(uint32_t)LOOKUP_FOLLOW)
        return W_INVAL;
    return zw_stat_beneath(w, dir->host, path, (lookup & LOOKUP_FOLLOW) != 0, st);
}

WASI(path_filestat_get) {
    zw_stat st;
    uint32_t out = zw_arg32(a, 4);
    if (!zw_mem_ok(m, out, 64))
        return W_FAULT;
    uint32_t error = filestat(w, m, a, &st);
    if (!error)
        zw_put_filestat(m->base + out, &st);
    return error;
}

WASI(path_filestat_get_0) {
    zw_stat st;
    uint32_t out = zw_arg32(a, 4);
    if (!zw_mem_ok(m, out, 56))
        return W_FAULT;
    uint32_t error = filestat(w, m, a, &st);
    if (!error)
        zw_put_filestat_0(m->base + out, &st);
    return error;
}

WASI(path_filestat_set_times) {
    zw_place place;
    zw_time times[2];
    uint32_t lookup = zw_arg32(a, 1), error = zw_times(zw_arg64(a, 4), zw_arg64(a, 5), zw_arg32(a, 6), times);
    if (!error && lookup & ~(uint32_t)LOOKUP_FOLLOW)
        error = W_INVAL;
    if (error && zw_file_at(w, zw_arg32(a, 0)))
        return error;
    int how = lookup & LOOKUP_FOLLOW ? CHANGES | FOLLOWS : CHANGES;
    error = locate(w, m, zw_arg32(a, 0), R_PATH_FILESTAT_SET_TIMES, how, zw_arg32(a, 2), zw_arg32(a, 3), &place);
    if (error)
        return error;
    error = zw_name_protected(place.dir, place.name, false);
    if (!error)
        error = zw_sys_set_times_at(place.dir, place.name, times);
    zw_place_close(&place);
    return error;
}

/* ---- directories, links, names ---- */

WASI(path_create_directory) {
    zw_place place;
    uint32_t error = locate(w, m, zw_arg32(a, 0), R_PATH_CREATE_DIRECTORY, CHANGES | KEEP_SLASH, zw_arg32(a, 1), zw_arg32(a, 2), &place);
    if (error)
        return error;
    error = zw_sys_make_directory(place.dir, place.name);
    zw_place_close(&place);
    return error;
}

WASI(path_remove_directory) {
    zw_place place;
    uint32_t error = locate(w, m, zw_arg32(a, 0), R_PATH_REMOVE_DIRECTORY, CHANGES | KEEP_SLASH, zw_arg32(a, 1), zw_arg32(a, 2), &place);
    if (error)
        return error;
    error = zw_name_protected(place.dir, place.name, true);
    if (!error)
        error = zw_sys_remove(place.dir, place.name, true);
    zw_place_close(&place);
    return error;
}

WASI(path_unlink_file) {
    zw_place place;
    uint32_t error = locate(w, m, zw_arg32(a, 0), R_PATH_UNLINK_FILE, CHANGES | KEEP_SLASH, zw_arg32(a, 1), zw_arg32(a, 2), &place);
    if (error)
        return error;
    error = zw_name_protected(place.dir, place.name, true);
    if (!error)
        error = zw_sys_remove(place.dir, place.name, false);
    zw_place_close(&place);
    return error;
}

WASI(path_link) { /* a link to a file of a read-only preopen would be a way to write it */
    zw_place from, to;
    uint32_t lookup = zw_arg32(a, 1);
    if (lookup & ~(uint32_t)LOOKUP_FOLLOW)
        return W_INVAL;
    int how = lookup & LOOKUP_FOLLOW ? CHANGES | FOLLOWS : CHANGES;
    uint32_t error = locate(w, m, zw_arg32(a, 0), R_PATH_LINK_SOURCE, how, zw_arg32(a, 2), zw_arg32(a, 3), &from);
    if (error)
        return error;
    error = locate(w, m, zw_arg32(a, 4), R_PATH_LINK_TARGET, CHANGES | KEEP_SLASH, zw_arg32(a, 5), zw_arg32(a, 6), &to);
    if (!error) {
        error = zw_name_protected(from.dir, from.name, false);
        if (!error)
            error = zw_sys_link(from.dir, from.name, to.dir, to.name);
        zw_place_close(&to);
    }
    zw_place_close(&from);
    return error;
}

WASI(path_rename) {
    zw_place from, to;
    uint32_t error = locate(w, m, zw_arg32(a, 0), R_PATH_RENAME_SOURCE, CHANGES | KEEP_SLASH, zw_arg32(a, 1), zw_arg32(a, 2), &from);
    if (error)
        return error;
    error = locate(w, m, zw_arg32(a, 3), R_PATH_RENAME_TARGET, CHANGES | KEEP_SLASH, zw_arg32(a, 4), zw_arg32(a, 5), &to);
    if (!error) {
        error = zw_name_protected(from.dir, from.name, true);
        if (!error)
            error = zw_name_protected(to.dir, to.name, true);
        if (!error)
            error = zw_sys_rename(from.dir, from.name, to.dir, to.name);
        zw_place_close(&to);
    }
    zw_place_close(&from);
    return error;
}

WASI(path_symlink) { /* an absolute target, which the guest could not follow, would only mislead the host: refused */
    char target[ZW_PATH_MAX];
    zw_place place;
    uint32_t error = locate(w, m, zw_arg32(a, 2), R_PATH_SYMLINK, CHANGES | KEEP_SLASH, zw_arg32(a, 3), zw_arg32(a, 4), &place);
    if (error)
        return error;
    error = zw_path(m, zw_arg32(a, 0), zw_arg32(a, 1), target);
    if (!error)
        error = zw_sys_symlink(target, place.dir, place.name);
    zw_place_close(&place);
    return error;
}

WASI(path_readlink) {
    zw_place place;
    char target[ZW_PATH_MAX];
    uint32_t buf = zw_arg32(a, 3), room = zw_arg32(a, 4), out = zw_arg32(a, 5);
    if (!zw_mem_ok(m, buf, room) || !zw_mem_ok(m, out, 4))
        return W_FAULT;
    uint32_t error = locate(w, m, zw_arg32(a, 0), R_PATH_READLINK, READS, zw_arg32(a, 1), zw_arg32(a, 2), &place);
    if (error)
        return error;
    size_t n;
    error = zw_sys_readlink(place.dir, place.name, target, sizeof target, &n);
    if (!error && n > 0 && target[0] == '/') /* where the host keeps things is not the guest's to see */
        error = W_PERM;
    zw_place_close(&place);
    if (error)
        return error;
    n = n < room ? n : room;
    if (n)
        memcpy(m->base + buf, target, n);
    zw_put32(m->base + out, (uint32_t)n);
    return W_SUCCESS;
}
