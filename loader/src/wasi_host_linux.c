/* What Linux does in its own way. */
#include "wasi_host_posix.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

/* ---- openat2 ---- */

#ifndef SYS_openat2
#define SYS_openat2 437
#endif

enum { BENEATH = 0x08 };

static int openat2(int dir, const char *path, int flags) {
    struct { uint64_t flags, mode, resolve; } how = {(uint64_t)(unsigned)flags, flags & O_CREAT ? 0666 : 0, BENEATH};
    return (int)syscall(SYS_openat2, dir, path, &how, sizeof how);
}

bool zw_sys_resolves(zw_handle root) { /* an old kernel has no openat2, a sandbox may forbid it */
    int fd = openat2((int)root, ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    zw_sys_close(fd, true);
    return fd >= 0;
}

uint32_t zw_sys_open_beneath(zw_handle root, const char *path, uint32_t how, zw_handle *out) {
    int fd = openat2((int)root, path, zw_posix_flags(how));
    *out = fd;
    return fd < 0 && errno == EXDEV ? W_PERM : zw_posix_result(fd < 0);
}

/* ---- names ---- */

bool zw_sys_name(zw_handle h, char name[ZW_PATH_MAX]) {
    char link[32];
    snprintf(link, sizeof link, "/proc/self/fd/%d", (int)h);
    ssize_t n = h < 0 ? -1 : readlink(link, name, ZW_PATH_MAX);
    if (n <= 0 || n >= ZW_PATH_MAX || name[0] != '/')
        return false;
    name[n] = 0;
    return true;
}

bool zw_sys_is_memory(zw_handle h) {
    struct statfs fs;
    return fstatfs((int)h, &fs) != 0 || fs.f_type == 0x9fa0; /* PROC_SUPER_MAGIC */
}

/* ---- directories: a cookie is the position, which the file system keeps stable while entries come and go ---- */

#ifndef ZW_OWN_COOKIES /* in tests, those of the systems whose positions do not serve */

/* The kernel's entry: inode, position after it, length, type, name. */
enum { H_INO = 0, H_OFF = 8, H_RECLEN = 16, H_TYPE = 18, H_NAME = 19 };

void zw_listing_free(zw_listing *listing) {
    (void)listing;
}

uint32_t zw_scan_start(zw_scan *s, zw_handle dir, zw_listing **kept, uint64_t cookie) {
    (void)kept;
    s->dir = dir;
    s->at = s->n = 0;
    if (cookie > INT64_MAX)
        return W_INVAL;
    return zw_posix_result(lseek((int)dir, (off_t)cookie, SEEK_SET) < 0);
}

uint32_t zw_scan_more(zw_scan *s, bool *end) {
    long n = syscall(SYS_getdents64, (int)s->dir, s->batch, sizeof s->batch);
    s->at = 0;
    s->n = n < 0 ? 0 : (size_t)n;
    *end = n == 0;
    return zw_posix_result(n < 0);
}

static uint8_t type_of(zw_handle dir, const char *name, uint8_t host) {
    zw_stat st;
    switch (host) {
    case DT_BLK: return FT_BLOCK_DEVICE;
    case DT_CHR: return FT_CHARACTER_DEVICE;
    case DT_DIR: return FT_DIRECTORY;
    case DT_REG: return FT_REGULAR_FILE;
    case DT_LNK: return FT_SYMBOLIC_LINK;
    case DT_SOCK: return FT_SOCKET_STREAM;
    case DT_FIFO: return FT_UNKNOWN;
    default: return zw_sys_stat_at(dir, name, &st) == W_SUCCESS ? st.type : FT_UNKNOWN;
    }
}

bool zw_scan_next(zw_scan *s, zw_entry *entry) {
    if (s->at >= s->n)
        return false;
    const char *h = s->batch + s->at;
    uint16_t length;
    memcpy(&entry->ino, h + H_INO, 8);
    memcpy(&entry->next, h + H_OFF, 8);
    memcpy(&length, h + H_RECLEN, 2);
    entry->name = h + H_NAME;
    entry->type = type_of(s->dir, entry->name, (uint8_t)h[H_TYPE]);
    s->at += length;
    return true;
}

#endif

/* ---- contents ---- */

uint32_t zw_sys_advise(zw_handle h, uint64_t offset, uint64_t size, uint32_t advice) {
    static const int kinds[] = {POSIX_FADV_NORMAL, POSIX_FADV_SEQUENTIAL, POSIX_FADV_RANDOM, POSIX_FADV_WILLNEED,
                                POSIX_FADV_DONTNEED, POSIX_FADV_NOREUSE};
    int error = posix_fadvise((int)h, (off_t)offset, (off_t)size, kinds[advice]);
    return error ? zw_posix_error(error) : W_SUCCESS;
}

uint32_t zw_sys_allocate(zw_handle h, uint64_t offset, uint64_t size) {
    return zw_posix_result(fallocate((int)h, 0, (off_t)offset, (off_t)size) != 0);
}

uint32_t zw_sys_sync(zw_handle h, bool data_only) {
    return zw_posix_result((data_only ? fdatasync((int)h) : fsync((int)h)) != 0);
}

/* ---- waiting, chance, sockets ---- */

int zw_posix_poll(struct pollfd *fds, nfds_t n, uint64_t timeout) {
    struct timespec ts = {(time_t)(timeout / 1000000000u), (long)(timeout % 1000000000u)};
    return ppoll(fds, n, timeout == ZW_FOREVER ? NULL : &ts, NULL);
}

void zw_posix_take_sigpipe(void) {
    const struct timespec now = {0, 0};
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    while (sigtimedwait(&pipe, NULL, &now) < 0 && errno == EINTR)
        ;
}

int zw_posix_accept(int fd, bool nonblock) {
    return accept4(fd, NULL, NULL, SOCK_CLOEXEC | (nonblock ? SOCK_NONBLOCK : 0));
}

const int zw_posix_send_flags = MSG_NOSIGNAL;

uint32_t zw_sys_random(uint8_t *out, size_t size, size_t *done) {
    ssize_t n = getrandom(out, size, 0);
    *done = n < 0 ? 0 : (size_t)n;
    return zw_posix_result(n < 0);
}
