/* What Darwin does in its own way. */
#include "wasi_host_posix.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- paths and names ---- */

bool zw_sys_resolves(zw_handle root) {
    (void)root;
    return false;
}

uint32_t zw_sys_open_beneath(zw_handle root, const char *path, uint32_t how, zw_handle *out) {
    (void)root, (void)path, (void)how;
    *out = ZW_NO_HANDLE;
    return W_NOTSUP;
}

bool zw_sys_name(zw_handle h, char name[ZW_PATH_MAX]) {
    return fcntl((int)h, F_GETPATH, name) == 0;
}

bool zw_sys_is_memory(zw_handle h) { /* there is no such file system */
    (void)h;
    return false;
}

/* ---- contents ---- */

uint32_t zw_sys_advise(zw_handle h, uint64_t offset, uint64_t size, uint32_t advice) {
    enum { WILLNEED = 3 };
    struct radvisory ahead = {.ra_offset = (off_t)offset, .ra_count = size > 0 && size < INT32_MAX ? (int)size : INT32_MAX};
    if (advice == WILLNEED) /* the only one that it takes, and only as a hint */
        (void)fcntl((int)h, F_RDADVISE, &ahead);
    return W_SUCCESS;
}

uint32_t zw_sys_allocate(zw_handle h, uint64_t offset, uint64_t size) {
    struct stat st;
    off_t end = (off_t)(offset + size);
    if (fstat((int)h, &st) != 0)
        return zw_posix_error(errno);
    if (end <= st.st_size)
        return W_SUCCESS;
    fstore_t more = {.fst_flags = F_ALLOCATEALL, .fst_posmode = F_PEOFPOSMODE, .fst_length = end - st.st_size};
    if (fcntl((int)h, F_PREALLOCATE, &more) != 0 && errno != ENOTSUP)
        return zw_posix_error(errno);
    return zw_posix_result(ftruncate((int)h, end) != 0);
}

/* fsync only gives the data to the disk, which may keep it for a while; not every file system knows more. */
uint32_t zw_sys_sync(zw_handle h, bool data_only) {
    if (!data_only && fcntl((int)h, F_FULLFSYNC) == 0)
        return W_SUCCESS;
    return zw_posix_result(fsync((int)h) != 0);
}

/* ---- waiting, chance, sockets ---- */

int zw_posix_poll(struct pollfd *fds, nfds_t n, uint64_t timeout) {
    uint64_t ms = timeout / 1000000u + (timeout % 1000000u != 0); /* late rather than early */
    return poll(fds, n, timeout == ZW_FOREVER ? -1 : ms < INT32_MAX ? (int)ms : INT32_MAX);
}

void zw_posix_take_sigpipe(void) {
    sigset_t pipe, pending;
    int taken;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    if (sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE))
        sigwait(&pipe, &taken);
}

int zw_posix_accept(int fd, bool nonblock) {
    int on = 1, got = accept(fd, NULL, NULL);
    if (got < 0)
        return got;
    int flags = fcntl(got, F_GETFL); /* inherited from the listening socket */
    fcntl(got, F_SETFD, FD_CLOEXEC);
    fcntl(got, F_SETFL, nonblock ? flags | O_NONBLOCK : flags & ~O_NONBLOCK);
    setsockopt(got, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
    return got;
}

const int zw_posix_send_flags = 0; /* a socket has SO_NOSIGPIPE instead */

uint32_t zw_sys_random(uint8_t *out, size_t size, size_t *done) {
    arc4random_buf(out, size);
    *done = size;
    return W_SUCCESS;
}
