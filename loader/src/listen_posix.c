/* --tcplisten: sockets that listen before the guest starts. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "program.h"

enum { BACKLOG = 128, HOST_SIZE = 256 };

/* HOST:PORT, [HOST]:PORT for an IPv6 address; NULL and the reason otherwise. */
static const char *split(const char *address, char host[HOST_SIZE], const char **why)
{
    const char *colon = strrchr(address, ':');
    size_t n = colon != NULL ? (size_t)(colon - address) : 0;
    *why = "expected HOST:PORT";
    if (n > 1 && address[0] == '[' && address[n - 1] == ']')
        address++, n -= 2;
    else if (memchr(address, ':', n) != NULL)
        return NULL;
    if (n == 0 || n >= HOST_SIZE || strspn(colon + 1, "0123456789") != strlen(colon + 1))
        return NULL;
    unsigned long port = 0;
    for (const char *p = colon + 1; *p != '\0' && port <= 65535; p++)
        port = port * 10 + (unsigned long)(*p - '0');
    if (colon[1] == '\0' || port > 65535)
        return NULL;
    memcpy(host, address, n);
    host[n] = '\0';
    return colon + 1;
}

static int open_listener(const struct addrinfo *a)
{
    int on = 1, fd = socket(a->ai_family, a->ai_socktype, a->ai_protocol);
    if (fd < 0)
        return -1;
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, a->ai_addr, a->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
        return fd;
    int error = errno;
    close(fd);
    errno = error;
    return -1;
}

int listen_on(const char *address, const char **why)
{
    char host[HOST_SIZE];
    const char *port = split(address, host, why);
    if (port == NULL)
        return LISTEN_USAGE;
    struct addrinfo hints = {.ai_flags = AI_PASSIVE | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM}, *list;
    int failed = getaddrinfo(host, port, &hints, &list);
    if (failed) {
        *why = failed == EAI_SYSTEM ? strerror(errno) : gai_strerror(failed);
        return LISTEN_FAILED;
    }
    int fd = -1;
    for (struct addrinfo *a = list; fd < 0 && a != NULL; a = a->ai_next)
        fd = open_listener(a);
    if (fd < 0)
        *why = strerror(errno);
    freeaddrinfo(list);
    return fd >= 0 ? fd : LISTEN_FAILED;
}

void listening_at(int fd, char *text, size_t size)
{
    struct sockaddr_storage where;
    socklen_t len = sizeof where;
    char host[64], port[8];
    if (getsockname(fd, (struct sockaddr *)&where, &len) != 0 ||
        getnameinfo((struct sockaddr *)&where, len, host, sizeof host, port, sizeof port, NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
        snprintf(text, size, "?");
        return;
    }
    snprintf(text, size, where.ss_family == AF_INET6 ? "[%s]:%s" : "%s:%s", host, port);
}
