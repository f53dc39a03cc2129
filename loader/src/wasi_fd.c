/* Descriptors: attributes, position, flags, rights, renumbering. Reading and writing are in wasi_io.c. */
#include "wasi_impl.h"

/* ---- types, flags, attributes ---- */

uint32_t zw_fdflags(const zw_file *f) {
    uint32_t flags;
    if (zw_sys_flags(f->host, &flags) != W_SUCCESS)
        return 0;
    return f->owned ? (flags & ~(uint32_t)FDFLAGS_SYNC) | f->sync
                    : (flags & ~(uint32_t)FDFLAG_NONBLOCK) | (f->nonblock ? FDFLAG_NONBLOCK : 0);
}

void zw_put_filestat(uint8_t *p, const zw_stat *st) {
    memset(p, 0, 64);
    zw_put64(p, st->dev);
    zw_put64(p + 8, st->ino);
    p[16] = st->type;
    zw_put64(p + 24, st->nlink);
    zw_put64(p + 32, st->size);
    zw_put64(p + 40, st->atim);
    zw_put64(p + 48, st->mtim);
    zw_put64(p + 56, st->ctim);
}

/* Snapshot 0: the link count has 32 bits, so that all after it lies 8 bytes lower. */
void zw_put_filestat_0(uint8_t *p, const zw_stat *st) {
    memset(p, 0, 56);
    zw_put64(p, st->dev);
    zw_put64(p + 8, st->ino);
    p[16] = st->type;
    zw_put32(p + 20, (uint32_t)st->nlink);
    zw_put64(p + 24, st->size);
    zw_put64(p + 32, st->atim);
    zw_put64(p + 40, st->mtim);
    zw_put64(p + 48, st->ctim);
}

uint32_t zw_times(uint64_t atim, uint64_t mtim, uint32_t flags, zw_time times[2]) {
    if (flags & ~(uint32_t)FST_ALL || (flags & (FST_ATIM | FST_ATIM_NOW)) == (FST_ATIM | FST_ATIM_NOW) ||
        (flags & (FST_MTIM | FST_MTIM_NOW)) == (FST_MTIM | FST_MTIM_NOW))
        return W_INVAL;
    for (int i = 0; i < 2; i++) {
        uint32_t f = flags >> (2 * i);
        times[i].how = f & FST_ATIM ? ZW_TIME_GIVEN : f & FST_ATIM_NOW ? ZW_TIME_NOW : ZW_TIME_KEPT;
        times[i].ns = i == 0 ? atim : mtim;
    }
    return W_SUCCESS;
}

static uint32_t filestat(zw_wasi *w, uint32_t fd, zw_stat *st) {
    uint32_t error;
    zw_file *f = zw_file_with(w, fd, R_FD_FILESTAT_GET, &error);
    return f ? zw_sys_stat(f->host, st) : error;
}

WASI(fd_filestat_get) {
    zw_stat st;
    uint32_t out = zw_arg32(a, 1), error = filestat(w, zw_arg32(a, 0), &st);
    if (error)
        return error;
    if (!zw_mem_ok(m, out, 64))
        return W_FAULT;
    zw_put_filestat(m->base + out, &st);
    return W_SUCCESS;
}

WASI(fd_filestat_get_0) {
    zw_stat st;
    uint32_t out = zw_arg32(a, 1), error = filestat(w, zw_arg32(a, 0), &st);
    if (error)
        return error;
    if (!zw_mem_ok(m, out, 56))
        return W_FAULT;
    zw_put_filestat_0(m->base + out, &st);
    return W_SUCCESS;
}

WASI(fd_filestat_set_size) {
    uint32_t error;
    uint64_t size = zw_arg64(a, 1);
    zw_file *f = zw_file_with(w, zw_arg32(a, 0), R_FD_FILESTAT_SET_SIZE, &error);
    if (!f)
        return error;
    return size > INT64_MAX ? W_INVAL : zw_sys_set_size(f->host, size);
}

WASI(fd_filestat_set_times) {
    uint32_t error;
    zw_time times[2];
    zw_file *f = zw_file_with(w, zw_arg32(a, 0), R_FD_FILESTAT_SET_TIMES, &error);
    if (!f)
        return error;
    if (f->read_only)
        return W_PERM;
    error = zw_times(zw_arg64(a, 1), zw_arg64(a, 2), zw_arg32(a, 3), times);
    return error ? error : zw_sys_set_times(f->host, times);
}

WASI(fd_fdstat_get) {
    zw_file *f = zw_file_at(w, zw_arg32(a, 0));
    uint32_t out = zw_arg32(a, 1);
    if (!f)
        return W_BADF;
    if (!zw_mem_ok(m, out, 24))
        return W_FAULT;
    uint8_t *p = m->base + out;
    memset(p, 0, 24);
    p[0] = f->type;
    zw_put16(p + 2, (uint16_t)zw_fdflags(f));
    zw_put64(p + 8, f->base);
    zw_put64(p + 16, f->inheriting);
    return W_SUCCESS;
}

WASI(fd_fdstat_set_flags) {
    uint32_t error, flags = zw_arg32(a, 1);
    zw_file *f = zw_file_with(w, zw_arg32(a, 0), R_FD_FDSTAT_SET_FLAGS, &error);
    if (!f)
        return error;
    if (flags & ~(uint32_t)FDFLAGS_ALL)
        return W_INVAL;
    uint32_t changed = flags ^ zw_fdflags(f);
    if (changed & ~(uint32_t)(FDFLAG_APPEND | FDFLAG_NONBLOCK))
        return W_INVAL; /* how writes are synchronised is settled at open */
    if (!f->owned) {    /* its description is shared with the host, whose reads and writes must not change */
        if (changed & FDFLAG_APPEND)
            return W_NOTSUP;
        f->nonblock = (flags & FDFLAG_NONBLOCK) != 0;
        return W_SUCCESS;
    }
    return zw_sys_set_flags(f->host, flags);
}

WASI(fd_fdstat_set_rights) {
    zw_file *f = zw_file_at(w, zw_arg32(a, 0));
    uint64_t base = zw_arg64(a, 1), inheriting = zw_arg64(a, 2);
    if (!f)
        return W_BADF;
    if (base & ~f->base || inheriting & ~f->inheriting)
        return W_NOTCAPABLE;
    f->base = base;
    f->inheriting = inheriting;
    return W_SUCCESS;
}

/* ---- advice, space, synchronisation ---- */

enum { STEP = 0x10000000 };

WASI(fd_advise) {
    uint32_t error, kind = zw_arg32(a, 3);
    uint64_t offset = zw_arg64(a, 1), len = zw_arg64(a, 2);
    zw_file *f = zw_file_with(w, zw_arg32(a, 0), R_FD_ADVISE, &error);
    if (!f)
        return error;
    if (kind > 5 || offset > INT64_MAX || len > INT64_MAX)
        return W_INVAL;
    return zw_sys_advise(f->host, offset, len, kind);
}

WASI(fd_allocate) {
    uint32_t error;
    uint64_t offset = zw_arg64(a, 1), len = zw_arg64(a, 2);
    zw_file *f = zw_file_with(w, zw_arg32(a, 0), R_FD_ALLOCATE, &error);
    if (!f)
        return error;
    if (len == 0 || offset > INT64_MAX || len > INT64_MAX)
        return W_INVAL;
    if (offset > INT64_MAX - len)
        return W_FBIG;
    while (len > 0) { /* in steps, between which an interrupt is seen */
        uint64_t step = w->interrupt && len > STEP ? STEP : len;
        error = zw_sys_allocate(f->host, offset, step);
        if (!error)
            offset += step, len -= step;
        else if (error != W_INTR)
            return error;
        if (zw_interrupted(w))
            return W_INTERRUPTED;
    }
    return W_SUCCESS;
}

WASI(fd_datasync) {
    uint32_t error;
    zw_file *f = zw_file_with(w, zw_arg32(a, 0), R_FD_DATASYNC, &error);
    return f ? zw_sys_sync(f->host, true) : error;
}

WASI(fd_sync) {
    uint32_t error;
    zw_file *f = zw_file_with(w, zw_arg32(a, 0), R_FD_SYNC, &error);
    return f ? zw_sys_sync(f->host, false) : error;
}

/* ---- position ---- */

static uint32_t seek(zw_wasi *w, const zw_wasi_mem *m, uint32_t fd, uint64_t offset, int whence, uint32_t out) {
    zw_file *f = zw_file_at(w, fd);
    if (!f)
        return W_BADF;
    uint64_t at, enough = whence == ZW_SEEK_CUR && offset == 0 ? R_FD_SEEK | R_FD_TELL : R_FD_SEEK;
    if (f->type == FT_DIRECTORY || !(f->base & enough))
        return f->type == FT_UNKNOWN || f->type == FT_SOCKET_STREAM || f->type == FT_SOCKET_DGRAM ? W_SPIPE : W_NOTCAPABLE;
    if (!zw_mem_ok(m, out, 8))
        return W_FAULT;
    uint32_t error = zw_sys_seek(f->host, (int64_t)offset, whence, &at);
    if (!error)
        zw_put64(m->base + out, at);
    return error;
}

WASI(fd_seek) {
    static const int whences[] = {ZW_SEEK_SET, ZW_SEEK_CUR, ZW_SEEK_END};
    uint32_t whence = zw_arg32(a, 2);
    return whence > 2 ? W_INVAL : seek(w, m, zw_arg32(a, 0), zw_arg64(a, 1), whences[whence], zw_arg32(a, 3));
}

WASI(fd_seek_0) { /* snapshot 0 numbers them in another order */
    static const int whences[] = {ZW_SEEK_CUR, ZW_SEEK_END, ZW_SEEK_SET};
    uint32_t whence = zw_arg32(a, 2);
    return whence > 2 ? W_INVAL : seek(w, m, zw_arg32(a, 0), zw_arg64(a, 1), whences[whence], zw_arg32(a, 3));
}

WASI(fd_tell) { return seek(w, m, zw_arg32(a, 0), 0, ZW_SEEK_CUR, zw_arg32(a, 1)); }

/* ---- the table ---- */

WASI(fd_close) {
    zw_file *f = zw_file_at(w, zw_arg32(a, 0));
    if (!f)
        return W_BADF;
    zw_file_drop(f);
    return W_SUCCESS;
}

WASI(fd_renumber) {
    zw_file *from = zw_file_at(w, zw_arg32(a, 0)), *to = zw_file_at(w, zw_arg32(a, 1));
    if (!from || !to)
        return W_BADF;
    if (from != to) {
        zw_file_drop(to);
        *to = *from;
        *from = (zw_file){.host = ZW_NO_HANDLE};
    }
    return W_SUCCESS;
}

enum { PREOPEN_DIRECTORY = 0, PREOPEN_OTHER = 1 };

WASI(fd_prestat_get) {
    zw_file *f = zw_file_at(w, zw_arg32(a, 0));
    uint32_t out = zw_arg32(a, 1);
    if (!f || !(f->preopen || f->listens))
        return W_BADF;
    if (!zw_mem_ok(m, out, 8))
        return W_FAULT;
    /* A guest looks for directories from 3 on until BADF: it must pass over the sockets, which are of no kind it knows. */
    zw_put32(m->base + out, f->preopen ? PREOPEN_DIRECTORY : PREOPEN_OTHER);
    zw_put32(m->base + out + 4, f->preopen_len);
    return W_SUCCESS;
}

WASI(fd_prestat_dir_name) {
    zw_file *f = zw_file_at(w, zw_arg32(a, 0));
    uint32_t out = zw_arg32(a, 1), len = zw_arg32(a, 2);
    if (!f || !f->preopen)
        return W_BADF;
    if (len < f->preopen_len)
        return W_NAMETOOLONG;
    if (!zw_mem_ok(m, out, f->preopen_len))
        return W_FAULT;
    memcpy(m->base + out, f->preopen, f->preopen_len);
    return W_SUCCESS;
}
