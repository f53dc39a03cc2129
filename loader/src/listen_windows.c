/* --tcplisten: not there yet. */
#include <stdio.h>

#include "program.h"

int listen_on(const char *address, const char **why)
{
    (void)address;
    *why = "NOT SUPPORTED: listening sockets on windows";
    return LISTEN_FAILED;
}

void listening_at(int fd, char *text, size_t size)
{
    (void)fd;
    snprintf(text, size, "?");
}
