/* Files and directories of POSIX systems. */
#include "wasi_host_posix.h"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/* ---- error numbers: host to guest ---- */

static const struct { int host; uint16_t guest; } error_map[] = {
    {E2BIG, W_2BIG}, {EACCES, W_ACCES}, {EADDRINUSE, W_ADDRINUSE}, {EADDRNOTAVAIL, W_ADDRNOTAVAIL}, {EAFNOSUPPORT, W_AFNOSUPPORT},
    {EAGAIN, W_AGAIN}, {EALREADY, W_ALREADY}, {EBADF, W_BADF}, {EBADMSG, W_BADMSG}, {EBUSY, W_BUSY}, {ECANCELED, W_CANCELED},
    {ECHILD, W_CHILD}, {ECONNABORTED, W_CONNABORTED}, {ECONNREFUSED, W_CONNREFUSED}, {ECONNRESET, W_CONNRESET}, {EDEADLK, W_DEADLK},
    {EDESTADDRREQ, W_DESTADDRREQ}, {EDOM, W_DOM}, {EDQUOT, W_DQUOT}, {EEXIST, W_EXIST}, {EFAULT, W_FAULT}, {EFBIG, W_FBIG},
    {EHOSTUNREACH, W_HOSTUNREACH}, {EIDRM, W_IDRM}, {EILSEQ, W_ILSEQ}, {EINPROGRESS, W_INPROGRESS}, {EINTR, W_INTR},
    {EINVAL, W_INVAL}, {EIO, W_IO}, {EISCONN, W_ISCONN}, {EISDIR, W_ISDIR}, {ELOOP, W_LOOP}, {EMFILE, W_MFILE}, {EMLINK, W_MLINK},
    {EMSGSIZE, W_MSGSIZE}, {EMULTIHOP, W_MULTIHOP}, {ENAMETOOLONG, W_NAMETOOLONG}, {ENETDOWN, W_NETDOWN}, {ENETRESET, W_NETRESET},
    {ENETUNREACH, W_NETUNREACH}, {ENFILE, W_NFILE}, {ENOBUFS, W_NOBUFS}, {ENODEV, W_NODEV}, {ENOENT, W_NOENT}, {ENOEXEC, W_NOEXEC},
    {ENOLCK, W_NOLCK}, {ENOLINK, W_NOLINK}, {ENOMEM, W_NOMEM}, {ENOMSG, W_NOMSG}, {ENOPROTOOPT, W_NOPROTOOPT}, {ENOSPC, W_NOSPC},
    {ENOSYS, W_NOSYS}, {ENOTCONN, W_NOTCONN}, {ENOTDIR, W_NOTDIR}, {ENOTEMPTY, W_NOTEMPTY}, {ENOTRECOVERABLE, W_NOTRECOVERABLE},
    {ENOTSOCK, W_NOTSOCK}, {EOPNOTSUPP, W_NOTSUP}, {ENOTSUP, W_NOTSUP}, {ENOTTY, W_NOTTY}, {ENXIO, W_NXIO}, {EOVERFLOW, W_OVERFLOW},
    {EOWNERDEAD, W_OWNERDEAD}, {EPERM, W_PERM}, {EPIPE, W_PIPE}, {EPROTO, W_PROTO}, {EPROTONOSUPPORT, W_PROTONOSUPPORT},
    {EPROTOTYPE, W_PROTOTYPE}, {ERANGE, W_RANGE}, {EROFS, W_ROFS}, {ESPIPE, W_SPIPE}, {ESRCH, W_SRCH}, {ESTALE, W_STALE},
    {ETIMEDOUT, W_TIMEDOUT}, {ETXTBSY, W_TXTBSY}, {EXDEV, W_XDEV},
};
enum { ERRORS = sizeof error_map / sizeof error_map[0] };

uint32_t zw_posix_error(int host_errno) {
    for (size_t i = 0; i < ERRORS; i++)
        if (error_map[i].host == host_errno)
            return error_map[i].guest;
    return W_IO;
}

void zw_sys_set_errno(uint32_t error) {
    errno = EIO;
    for (size_t i = 0; i < ERRORS; i++)
        if (error_map[i].guest == error)
            errno = error_map[i].host;
}

static uint32_t opened(int fd, zw_handle *out) {
    *out = fd;
    return zw_posix_result(fd < 0);
}

/* ---- the caller's descriptors, and the end of all ---- */

uint32_t zw_sys_borrow(int fd, zw_handle *out) {
    *out = fd;
    return fd < 0 ? W_BADF : W_SUCCESS;
}

uint32_t zw_sys_listener(int socket, zw_handle *out) {
    return zw_sys_borrow(socket, out);
}

uint32_t zw_sys_duplicate(zw_handle h, zw_handle *out) {
    return opened(fcntl((int)h, F_DUPFD_CLOEXEC, 3), out);
}

uint32_t zw_sys_null(zw_handle *out) {
    return opened(open("/dev/null", O_RDWR | O_CLOEXEC), out);
}

void zw_sys_close(zw_handle h, bool owned) {
    if (owned && h >= 0)
        close((int)h);
}

uint64_t zw_sys_most_files(void) {
    struct rlimit most;
    return getrlimit(RLIMIT_NOFILE, &most) == 0 ? most.rlim_cur : UINT64_MAX;
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void zw_sys_lock(void) {
    pthread_mutex_lock(&lock);
}

void zw_sys_unlock(void) {
    pthread_mutex_unlock(&lock);
}

/* ---- opening ---- */

int zw_posix_flags(uint32_t how) {
    uint32_t fdflags = how >> ZW_OPEN_FLAGS;
    int flags = O_CLOEXEC | (how & ZW_OPEN_DIRECTORY ? O_DIRECTORY : 0) | (how & ZW_OPEN_NOFOLLOW ? O_NOFOLLOW : 0);
    if (how & ZW_OPEN_LOOK)
        return flags | O_PATH;
    flags |= O_NOCTTY | (how & ZW_OPEN_WRITE ? (how & ZW_OPEN_READ ? O_RDWR : O_WRONLY) : O_RDONLY);
    flags |= (how & ZW_OPEN_CREATE ? O_CREAT : 0) | (how & ZW_OPEN_EXCLUSIVE ? O_EXCL : 0);
    flags |= (fdflags & FDFLAG_APPEND ? O_APPEND : 0) | (fdflags & FDFLAG_NONBLOCK ? O_NONBLOCK : 0);
    return flags | (fdflags & FDFLAG_DSYNC ? O_DSYNC : 0) | (fdflags & (FDFLAG_RSYNC | FDFLAG_SYNC) ? O_SYNC : 0);
}

uint32_t zw_sys_open_directory(const char *path, int fd, zw_handle *out) {
    return opened(openat(path ? AT_FDCWD : fd, path ? path : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), out);
}

uint32_t zw_sys_open_at(zw_handle dir, const char *name, uint32_t how, zw_handle *out) {
    return opened(openat((int)dir, name, zw_posix_flags(how | ZW_OPEN_NOFOLLOW), 0666), out);
}

uint32_t zw_sys_enter(zw_handle dir, const char *name, zw_handle *out) {
    return opened(openat((int)dir, name, zw_posix_flags(ZW_OPEN_LOOK | ZW_OPEN_DIRECTORY | ZW_OPEN_NOFOLLOW)), out);
}

const char zw_sys_separators[] = "/";

uint32_t zw_sys_open_root(const char *path, zw_handle *out, const char **rest) {
    *rest = path;
    return opened(open("/", O_PATH | O_DIRECTORY | O_CLOEXEC), out);
}

/* ---- attributes ---- */

static uint8_t type_of(mode_t mode) {
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

#if defined(__APPLE__)
#define st_atim st_atimespec
#define st_mtim st_mtimespec
#define st_ctim st_ctimespec
#endif

static void put_times(const struct stat *from, zw_stat *to) {
    const struct timespec *times[] = {&from->st_atim, &from->st_mtim, &from->st_ctim};
    uint64_t *ns[] = {&to->atim, &to->mtim, &to->ctim};
    for (int i = 0; i < 3; i++)
        *ns[i] = times[i]->tv_sec < 0 ? 0 : (uint64_t)times[i]->tv_sec * 1000000000u + (uint64_t)times[i]->tv_nsec;
}

static uint32_t filled(int failed, const struct stat *from, zw_stat *to) {
    if (failed)
        return zw_posix_error(errno);
    to->dev = (uint64_t)from->st_dev;
    to->ino = (uint64_t)from->st_ino;
    to->nlink = (uint64_t)from->st_nlink;
    to->size = (uint64_t)from->st_size;
    to->type = type_of(from->st_mode);
    put_times(from, to);
    return W_SUCCESS;
}

uint32_t zw_sys_stat(zw_handle h, zw_stat *st) {
    struct stat s;
    return filled(fstat((int)h, &s), &s, st);
}

uint32_t zw_sys_stat_at(zw_handle dir, const char *name, zw_stat *st) {
    struct stat s;
    return filled(fstatat((int)dir, name, &s, AT_SYMLINK_NOFOLLOW), &s, st);
}

uint32_t zw_sys_stat_path(const char *path, zw_stat *st) {
    struct stat s;
    return filled(stat(path, &s), &s, st);
}

uint32_t zw_sys_nature(zw_handle h, zw_nature *nature) {
    struct stat s;
    int kind, flags = fcntl((int)h, F_GETFL);
    socklen_t len = sizeof kind;
    if (flags < 0 || fstat((int)h, &s) != 0)
        return zw_posix_error(errno);
    *nature = (zw_nature){.type = type_of(s.st_mode)};
    nature->reads = (flags & O_ACCMODE) != O_WRONLY;
    nature->writes = (flags & O_ACCMODE) != O_RDONLY;
    if (nature->type == FT_CHARACTER_DEVICE)
        nature->terminal = isatty((int)h) != 0;
    if (nature->type == FT_SOCKET_STREAM && getsockopt((int)h, SOL_SOCKET, SO_TYPE, &kind, &len) == 0 && kind == SOCK_DGRAM)
        nature->type = FT_SOCKET_DGRAM;
    return W_SUCCESS;
}

uint32_t zw_sys_flags(zw_handle h, uint32_t *fdflags) {
    int flags = fcntl((int)h, F_GETFL);
    if (flags < 0)
        return zw_posix_error(errno);
    *fdflags = (flags & O_APPEND ? FDFLAG_APPEND : 0u) | (flags & O_NONBLOCK ? FDFLAG_NONBLOCK : 0u);
    if ((flags & O_SYNC) == O_SYNC)
        *fdflags |= FDFLAG_SYNC | FDFLAG_RSYNC;
    else if (flags & O_DSYNC)
        *fdflags |= FDFLAG_DSYNC;
    return W_SUCCESS;
}

uint32_t zw_sys_set_flags(zw_handle h, uint32_t fdflags) {
    int flags = fcntl((int)h, F_GETFL);
    if (flags < 0)
        return zw_posix_error(errno);
    flags &= ~(O_APPEND | O_NONBLOCK);
    flags |= (fdflags & FDFLAG_APPEND ? O_APPEND : 0) | (fdflags & FDFLAG_NONBLOCK ? O_NONBLOCK : 0);
    return zw_posix_result(fcntl((int)h, F_SETFL, flags) != 0);
}

uint32_t zw_sys_set_size(zw_handle h, uint64_t size) {
    return zw_posix_result(ftruncate((int)h, (off_t)size) != 0);
}

static void to_timespecs(const zw_time times[2], struct timespec ts[2]) {
    for (int i = 0; i < 2; i++) {
        bool given = times[i].how == ZW_TIME_GIVEN;
        ts[i].tv_sec = given ? (time_t)(times[i].ns / 1000000000u) : 0;
        ts[i].tv_nsec = given ? (long)(times[i].ns % 1000000000u) : times[i].how == ZW_TIME_NOW ? UTIME_NOW : UTIME_OMIT;
    }
}

uint32_t zw_sys_set_times(zw_handle h, const zw_time times[2]) {
    struct timespec ts[2];
    to_timespecs(times, ts);
    return zw_posix_result(futimens((int)h, ts) != 0);
}

uint32_t zw_sys_set_times_at(zw_handle dir, const char *name, const zw_time times[2]) {
    struct timespec ts[2];
    to_timespecs(times, ts);
    return zw_posix_result(utimensat((int)dir, name, ts, AT_SYMLINK_NOFOLLOW) != 0);
}

/* ---- names ---- */

uint32_t zw_sys_make_directory(zw_handle dir, const char *name) {
    return zw_posix_result(mkdirat((int)dir, name, 0777) != 0);
}

uint32_t zw_sys_remove(zw_handle dir, const char *name, bool directory) {
    return zw_posix_result(unlinkat((int)dir, name, directory ? AT_REMOVEDIR : 0) != 0);
}

uint32_t zw_sys_link(zw_handle from, const char *name, zw_handle to, const char *new_name) {
    return zw_posix_result(linkat((int)from, name, (int)to, new_name, 0) != 0);
}

uint32_t zw_sys_rename(zw_handle from, const char *name, zw_handle to, const char *new_name) {
    return zw_posix_result(renameat((int)from, name, (int)to, new_name) != 0);
}

uint32_t zw_sys_symlink(const char *target, zw_handle dir, const char *name) {
    return zw_posix_result(symlinkat(target, (int)dir, name) != 0);
}

uint32_t zw_sys_readlink(zw_handle dir, const char *name, char *target, size_t room, size_t *n) {
    ssize_t length = readlinkat((int)dir, name, target, room);
    *n = length < 0 ? 0 : (size_t)length;
    return zw_posix_result(length < 0);
}

bool zw_sys_absolute(const char *path, char *out, size_t size) {
    out[0] = 0;
    if (path[0] != '/' && !getcwd(out, size))
        return false;
    size_t n = strlen(out), m = strlen(path) + 1;
    if (n + 1 + m > size)
        return false;
    out[n] = '/';
    memcpy(out + n + 1, path, m);
    return true;
}

void zw_sys_yield(void) {
    sched_yield();
}
