/* What the POSIX rooms of wasi_host.h share, and what Linux and Darwin do each in its own way. */
#ifndef ZW_WASI_HOST_POSIX_H
#define ZW_WASI_HOST_POSIX_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>

#include "wasi_host.h"

#ifndef O_PATH /* a directory of which only names are looked up */
#define O_PATH O_SEARCH
#endif

uint32_t zw_posix_error(int host_errno);

static inline uint32_t zw_posix_result(bool failed) {
    return failed ? zw_posix_error(errno) : W_SUCCESS;
}

/* How to open, as flags of open(2). */
int zw_posix_flags(uint32_t how);

static inline struct iovec *zw_posix_iov(const zw_iov *iov) { /* both have the same fields: see wasi_host_posix_io.c */
    return (struct iovec *)(uintptr_t)iov;
}

/* ---- of one system ---- */

int zw_posix_poll(struct pollfd *fds, nfds_t n, uint64_t timeout);
/* Takes a SIGPIPE that waits for this thread, which blocks it. */
void zw_posix_take_sigpipe(void);
int zw_posix_accept(int fd, bool nonblock);
extern const int zw_posix_send_flags;

#endif
