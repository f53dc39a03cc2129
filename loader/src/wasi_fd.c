/* Descriptors: attributes, position, flags, rights, renumbering. Reading and writing are in wasi_io.c. */
#include "wasi_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

static uint32_t result(int failed) {
    return failed ? zw_wasi_error(errno) : W_SUCCESS;
}

/* ---- types, flags, attributes ---- */

uint8_t zw_file_type(mode_t mode) {
    switch (mode & S_IFMT) {
    case S_IFBLK: return FT_BLOCK_DEVICE;
    case S_IFCHR: return FT_CHARACTER_DEVICE;
    case S_IFDIR: return FT_DIRECTORY;
    case S_IFREG: return FT_REGULAR_FILE;
    case S_IFLNK: return FT_SYMBOLIC_LINK;
    case S_IFSOCK: return FT_SOCKET_STREAM;
    default: return FT_UNKNOWN;
    }
}

uint32_t zw_classify(int host, uint8_t *type, uint64_t *rights) {
    struct stat st;
    int kind;
    socklen_t len = sizeof kind;
    int flags = fcntl(host, F_GETFL);
    if (flags < 0 || fstat(host, &st) != 0)
        return zw_wasi_error(errno);
    *type = zw_file_type(st.st_mode);
    switch (*type) {
    case FT_SOCKET_STREAM:
        if (getsockopt(host, SOL_SOCKET, SO_TYPE, &kind, &len) == 0 && kind == SOCK_DGRAM)
            *type = FT_SOCKET_DGRAM;
        *rights = R_SOCKET;
        return W_SUCCESS;
    case FT_DIRECTORY:
        *rights = R_DIRECTORY;
        return W_SUCCESS;
    case FT_REGULAR_FILE:
    case FT_BLOCK_DEVICE:
        *rights = R_FILE;
        break;
    case FT_CHARACTER_DEVICE: /* a guest takes a character device that cannot seek for a terminal */
        *rights = isatty(host) ? R_STREAM : R_STREAM | R_FD_SEEK | R_FD_TELL;
        break;
    default:
        *rights = R_STREAM;
    }
    if ((flags & O_ACCMODE) == O_RDONLY)
        *rights &= ~(uint64_t)(R_FD_WRITE | R_FD_ALLOCATE | R_FD_FILESTAT_SET_SIZE);
    if ((flags & O_ACCMODE) == O_WRONLY)
        *rights &= ~(uint64_t)R_FD_READ;
    return W_SUCCESS;
}

uint32_t zw_fdflags(const zw_file *f) {
    int flags = fcntl(f->host, F_GETFL);
    if (flags < 0)
        return 0;
    uint32_t out = flags & O_APPEND ? FDFLAG_APPEND : 0;
    if (f->owned)
        out |= f->sync;
    else if ((flags & O_SYNC) == O_SYNC)
        out |= FDFLAG_SYNC | FDFLAG_RSYNC;
    else if (flags & O_DSYNC)
        out |= FDFLAG_DSYNC;
    if (f->owned ? (flags & O_NONBLOCK) != 0 : f->nonblock)
        out |= FDFLAG_NONBLOCK;
    return out;
}

static uint64_t nanoseconds(const struct timespec *ts) {
    return ts->tv_sec < 0 ? 0 : (uint64_t)ts->tv_sec * 1000000000u + (uint64_t)ts->tv_nsec;
}

void zw_put_filestat(uint8_t *p, const struct stat *st) {
    memset(p, 0, 64);
    zw_put64(p, (uint64_t)st->st_dev);
    zw_put64(p + 8, (uint64_t)st->st_ino);
    p[16] = zw_file_type(st->st_mode);
    zw_put64(p + 24, (uint64_t)st->st_nlink);
    zw_put64(p + 32, (uint64_t)st->st_size);
    zw_put64(p + 40, nanoseconds(&st->st_atim));
    zw_put64(p + 48, nanoseconds(&st->st_mtim));
    zw_put64(p + 56, nanoseconds(&st->st_ctim));
}

/* Snapshot 0: the link count has 32 bits, so that all after it lies 8 bytes lower. */
void zw_put_filestat_0(uint8_t *p, const struct stat *st) {
    memset(p, 0, 56);
    zw_put64(p, (uint64_t)st->st_dev);
    zw_put64(p + 8, (uint64_t)st->st_ino);
    p[16] = zw_file_type(st->st_mode);
    zw_put32(p + 20, (uint32_t)st->st_nlink);
    zw_put64(p + 24, (uint64_t)st->st_size);
    zw_put64(p + 32, nanoseconds(&st->st_atim));
    zw_put64(p + 40, nanoseconds(&st->st_mtim));
    zw_put64(p + 48, nanoseconds(&st->st_ctim));
}

uint32_t zw_timespecs(uint64_t atim, uint64_t mtim, uint32_t flags, struct timespec ts[2]) {
    if (flags & ~(uint32_t)FST_ALL || (flags & (FST_ATIM | FST_ATIM_NOW)) == (FST_ATIM | FST_ATIM_NOW) ||
        (flags & (FST_MTIM | FST_MTIM_NOW)) == (FST_MTIM | FST_MTIM_NOW))
        return W_INVAL;
    uint64_t times[2] = {atim, mtim};
    for (int i = 0; i < 2; i++) {
        uint32_t f = flags >> (2 * i);
        ts[i].tv_sec = f & FST_ATIM ? (time_t)(times[i] / 1000000000u) : 0;
        ts[i].tv_nsec = f & FST_ATIM ? (long)(times[i] % 1000000000u) : f & FST_ATIM_NOW ? UTIME_NOW : UTIME_OMIT;
    }
    return W_SUCCESS;
}

static uint32_t filestat(zw_wasi *w, uint32_t fd, struct stat *st) {
    uint32_t error;
    zw_file *f = zw_file_with(w, fd, R_FD_FILESTAT_GET, &error);
    return f ? result(fstat(f->host, st)) : error;
}

WASI(fd_filestat_get) {
    struct stat st;
    uint32_t out = zw_arg32(a, 1), error = filestat(w, zw_arg32(a, 0), &st);
    if (error)
        return error;
    if (!zw_mem_ok(m, out, 64))
        return W_FAULT;
    zw_put_filestat(m->base + out, &st);
    return W_SUCCESS;
}

WASI(fd_filestat_get_0) {
    struct stat st;
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
    return size > INT64_MAX ? W_INVAL : result(ftruncate(f->host, (off_t)size));
}

WASI(fd_filestat_set_times) {
    uint32_t error;
    struct timespec ts[2];
    zw_file *f = zw_file_with(w, zw_arg32(a, 0), R_FD_FILESTAT_SET_TIMES, &error);
    if (!f)
        return error;
    if (f->read_only)
        return W_PERM;
    error = zw_timespecs(zw_arg64(a, 1), zw_arg64(a, 2), zw_arg32(a, 3), ts);
    return error ? error : result(futimens(f->host, ts));
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
    int host = fcntl(f->host, F_GETFL);
    if (host < 0)
        return zw_wasi_error(errno);
    host &= ~(O_APPEND | O_NONBLOCK);
    host |= (flags & FDFLAG_APPEND ? O_APPEND : 0) | (flags & FDFLAG_NONBLOCK ? O_NONBLOCK : 0);
    return result(fcntl(f->host, F_SETFL, host));
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
    static const int advice[] = {POSIX_FADV_NORMAL, POSIX_FADV_SEQUENTIAL, POSIX_FADV_RANDOM, POSIX_FADV_WILLNEED,
                                 POSIX_FADV_DONTNEED, POSIX_FADV_NOREUSE};
    uint32_t error, kind = zw_arg32(a, 3);
    uint64_t offset = zw_arg64(a, 1), len = zw_arg64(a, 2);
    zw_file *f = zw_file_with(w, zw_arg32(a, 0), R_FD_ADVISE, &error);
    if (!f)
        return error;
    if (kind > 5 || offset > INT64_MAX || len > INT64_MAX)
        return W_INVAL;
    error = (uint32_t)posix_fadvise(f->host, (off_t)offset, (off_t)len, advice[kind]);
    return error ? zw_wasi_error((int)error) : W_SUCCESS;
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
        if (fallocate(f->host, 0, (off_t)offset, (off_t)step) == 0)
            offset += step, len -= step;
        else if (errno != EINTR)
            return zw_wasi_error(errno);
        if (zw_interrupted(w))
            return W_INTERRUPTED;
    }
    return W_SUCCESS;
}

WASI(fd_datasync) {
    uint32_t error;
    zw_file *f = zw_file_with(w, zw_arg32(a, 0), R_FD_DATASYNC, &error);
    return f ? result(fdatasync(f->host)) : error;
}

WASI(fd_sync) {
    uint32_t error;
    zw_file *f = zw_file_with(w, zw_arg32(a, 0), R_FD_SYNC, &error);
    return f ? result(fsync(f->host)) : error;
}

/* ---- position ---- */

static uint32_t seek(zw_wasi *w, const zw_wasi_mem *m, uint32_t fd, uint64_t offset, int whence, uint32_t out) {
    zw_file *f = zw_file_at(w, fd);
    if (!f)
        return W_BADF;
    uint64_t enough = whence == SEEK_CUR && offset == 0 ? R_FD_SEEK | R_FD_TELL : R_FD_SEEK;
    if (f->type == FT_DIRECTORY || !(f->base & enough))
        return f->type == FT_UNKNOWN || f->type == FT_SOCKET_STREAM || f->type == FT_SOCKET_DGRAM ? W_SPIPE : W_NOTCAPABLE;
    if (!zw_mem_ok(m, out, 8))
        return W_FAULT;
    off_t at = lseek(f->host, (off_t)offset, whence);
    if (at < 0)
        return zw_wasi_error(errno);
    zw_put64(m->base + out, (uint64_t)at);
    return W_SUCCESS;
}

WASI(fd_seek) {
    static const int whences[] = {SEEK_SET, SEEK_CUR, SEEK_END};
    uint32_t whence = zw_arg32(a, 2);
    return whence > 2 ? W_INVAL : seek(w, m, zw_arg32(a, 0), zw_arg64(a, 1), whences[whence], zw_arg32(a, 3));
}

WASI(fd_seek_0) { /* snapshot 0 numbers them in another order */
    static const int whences[] = {SEEK_CUR, SEEK_END, SEEK_SET};
    uint32_t whence = zw_arg32(a, 2);
    return whence > 2 ? W_INVAL : seek(w, m, zw_arg32(a, 0), zw_arg64(a, 1), whences[whence], zw_arg32(a, 3));
}

WASI(fd_tell) { return seek(w, m, zw_arg32(a, 0), 0, SEEK_CUR, zw_arg32(a, 1)); }

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
        *from = (zw_file){.host = -1};
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
