/* Accepts connections on descriptor 3 and sends back what comes, one client after the other; ends after COUNT clients.
 *
 *     echo COUNT
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LISTENER = 3 };

static void fail(const char *what)
{
    fprintf(stderr, "echo: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int next_client(void)
{
    for (;;) {
        struct pollfd p = {.fd = LISTENER, .events = POLLIN};
        if (poll(&p, 1, -1) < 0)
            fail("poll");
        int client = accept(LISTENER, NULL, NULL);
        if (client >= 0)
            return client;
        if (errno != EAGAIN)
            fail("accept");
    }
}

static void serve(int client)
{
    static char buffer[65536];
    ssize_t n;
    while ((n = recv(client, buffer, sizeof buffer, 0)) > 0)
        for (ssize_t sent = 0, k; sent < n; sent += k)
            if ((k = send(client, buffer + sent, (size_t)(n - sent), 0)) < 0)
                fail("send");
    if (n < 0)
        fail("recv");
    if (shutdown(client, SHUT_RDWR) != 0 && errno != ENOTCONN)
        fail("shutdown");
    close(client);
}

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 1;
    for (int i = 0; i < count; i++)
        serve(next_client());
    printf("%d served\n", count);
    return 0;
}
