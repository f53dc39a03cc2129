/* Sockets: accept, receive, send, shut down. There is no way to make one; the host passes listening sockets in. */
#include "wasi_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

static zw_file *socket_with(zw_wasi *w, uint32_t fd, uint64_t rights, uint32_t *error) {
    zw_file *f = zw_file_at(w, fd);
    if (f && f->type != FT_SOCKET_STREAM && f->type != FT_SOCKET_DGRAM) {
        *error = W_NOTSOCK;
        return NULL;
    }
    return zw_file_with(w, fd, rights, error);
}

WASI(sock_accept) {
    uint32_t error, flags = zw_arg32(a, 1), out = zw_arg32(a, 2), fd;
    zw_file *f = socket_with(w, zw_arg32(a, 0), R_SOCK_ACCEPT, &error);
    if (!f)
        return error;
    if (flags & ~(uint32_t)FDFLAG_NONBLOCK)
        return W_INVAL;
    if (!zw_mem_ok(m, out, 4))
        return W_FAULT;
    if (!zw_file_room())
        return W_MFILE;
    if ((error = zw_before_io(w, f, POLLIN)) != W_SUCCESS)
        return error;
    int host;
    while ((host = accept4(f->host, NULL, NULL, SOCK_CLOEXEC | (flags ? SOCK_NONBLOCK : 0))) < 0)
        if ((error = zw_after_io(w, f, POLLIN)) != W_SUCCESS)
            return error;
    zw_file file = {.host = host, .owned = true};
    error = zw_classify(host, &file.type, &file.base);
    file.base &= ~(uint64_t)R_SOCK_ACCEPT;
    if (error || (error = zw_file_add(w, &file, 0, &fd)) != W_SUCCESS) {
        zw_file_drop(&file);
        return error;
    }
    zw_put32(m->base + out, fd);
    return W_SUCCESS;
}

/* Leaves the room after what has been received. */
static void skip(struct msghdr *msg, size_t n) {
    for (; msg->msg_iovlen > 0 && n >= msg->msg_iov->iov_len; msg->msg_iov++, msg->msg_iovlen--)
        n -= msg->msg_iov->iov_len;
    if (msg->msg_iovlen > 0) {
        msg->msg_iov->iov_base = (uint8_t *)msg->msg_iov->iov_base + n;
        msg->msg_iov->iov_len -= n;
    }
}

WASI(sock_recv) {
    enum { PEEK = 1, WAITALL = 2 };
    struct iovec iov[ZW_IOV];
    struct msghdr msg = {.msg_iov = iov};
    int n;
    uint32_t error, flags = zw_arg32(a, 3), out = zw_arg32(a, 4), out_flags = zw_arg32(a, 5);
    zw_file *f = socket_with(w, zw_arg32(a, 0), R_FD_READ, &error);
    if (!f)
        return error;
    if (flags & ~(uint32_t)(PEEK | WAITALL))
        return W_INVAL;
    if ((error = zw_iovecs(w, m, zw_arg32(a, 1), zw_arg32(a, 2), iov, &n)) != W_SUCCESS)
        return error;
    if (!zw_mem_ok(m, out, 4) || !zw_mem_ok(m, out_flags, 2))
        return W_FAULT;
    if ((error = zw_before_io(w, f, POLLIN)) != W_SUCCESS)
        return error;
    msg.msg_iovlen = (unsigned)n;
    int how = (flags & PEEK ? MSG_PEEK : 0) | (flags & WAITALL ? MSG_WAITALL : 0);
    if (w->interrupt && flags == WAITALL && f->type == FT_SOCKET_STREAM && !(zw_fdflags(f) & FDFLAG_NONBLOCK)) /* waits here */
        how = 0;
    ssize_t got, total = 0;
    for (;;) {
        while ((got = recvmsg(f->host, &msg, how)) < 0 && (error = zw_after_io(w, f, POLLIN)) == W_SUCCESS)
            ;
        if (got < 0 && (total == 0 || error == W_INTERRUPTED))
            return error; /* what came before another error is not lost */
        if (got <= 0)
            break;
        total += got;
        skip(&msg, (size_t)got);
        if (how != 0 || flags != WAITALL || msg.msg_iovlen == 0)
            break;
        if ((error = zw_before_io(w, f, POLLIN)) != W_SUCCESS)
            return error;
    }
    zw_put32(m->base + out, (uint32_t)total);
    zw_put16(m->base + out_flags, msg.msg_flags & MSG_TRUNC ? 1 : 0);
    return W_SUCCESS;
}

WASI(sock_send) {
    struct iovec iov[ZW_IOV];
    struct msghdr msg = {.msg_iov = iov};
    int n;
    uint32_t error, out = zw_arg32(a, 4);
    zw_file *f = socket_with(w, zw_arg32(a, 0), R_FD_WRITE, &error);
    if (!f)
        return error;
    if (zw_arg32(a, 3) != 0) /* no flags are defined */
        return W_INVAL;
    if ((error = zw_iovecs(w, m, zw_arg32(a, 1), zw_arg32(a, 2), iov, &n)) != W_SUCCESS)
        return error;
    if (!zw_mem_ok(m, out, 4))
        return W_FAULT;
    if ((error = zw_before_io(w, f, POLLOUT)) != W_SUCCESS)
        return error;
    msg.msg_iovlen = (unsigned)n;
    ssize_t sent;
    while ((sent = sendmsg(f->host, &msg, MSG_NOSIGNAL | (f->nonblock || w->interrupt ? MSG_DONTWAIT : 0))) < 0)
        if ((error = zw_after_io(w, f, POLLOUT)) != W_SUCCESS)
            return error;
    zw_put32(m->base + out, (uint32_t)sent);
    return W_SUCCESS;
}

WASI(sock_shutdown) {
    static const int hows[] = {-1, SHUT_RD, SHUT_WR, SHUT_RDWR};
    uint32_t error, how = zw_arg32(a, 1);
    zw_file *f = socket_with(w, zw_arg32(a, 0), R_SOCK_SHUTDOWN, &error);
    if (!f)
        return error;
    if (how == 0 || how > 3)
        return W_INVAL;
    return shutdown(f->host, hows[how]) == 0 ? W_SUCCESS : zw_wasi_error(errno);
}
