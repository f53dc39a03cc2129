/* macOS: what the program asks for. */
#define _DARWIN_C_SOURCE
#include <fcntl.h>
#include <mach-o/dyld.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "program.h"
#include "system_posix.h"

void system_start(void)
{
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error of the write */
}

int system_nameless(void)
{
    char path[] = "/tmp/zwasm.XXXXXX";
    int fd = mkstemp(path);
    if (fd >= 0) {
        unlink(path);
        fcntl(fd, F_SETFD, FD_CLOEXEC);
    }
    return fd;
}

double system_peak_memory(void)
{
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) == 0 ? (double)usage.ru_maxrss / (1 << 20) : 0; /* bytes here */
}

size_t system_own_path(char *out, size_t size)
{
    char path[1024], real[1024]; /* PATH_MAX */
    uint32_t room = sizeof path;
    if (_NSGetExecutablePath(path, &room) != 0 || realpath(path, real) == NULL || strlen(real) >= size)
        return 0;
    strcpy(out, real);
    return strlen(out);
}

/* There is no such request; a compiler whose output nobody reads ends soon. */
void system_end_with_parent(void)
{
}
