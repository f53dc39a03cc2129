/* Runs commands in turn and prints for each: median wall time in ns, peak resident memory in KB.
 * spawn RUNS COMMAND [ARGS] -- COMMAND [ARGS] ...   Being small itself, it adds nothing to what it measures. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int compare(const void *a, const void *b)
{
    long x = *(const long *)a, y = *(const long *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    int runs = argc > 2 ? atoi(argv[1]) : 0, count = 0;
    char **commands[8];
    for (int i = 2, fresh = 1; i < argc; i++) {
        if (strcmp(argv[i], "--") == 0) {
            argv[i] = NULL;
            fresh = 1;
        } else if (fresh && count < 8) {
            commands[count++] = argv + i;
            fresh = 0;
        }
    }
    if (runs < 1 || count == 0)
        return 2;
    long *times = calloc((size_t)(runs * count), sizeof *times), peak[8] = {0};
    for (int r = 0; r < runs; r++) {
        for (int k = 0; k < count; k++) {
            struct timespec a, b;
            struct rusage usage;
            int status;
            clock_gettime(CLOCK_MONOTONIC, &a);
            pid_t pid = vfork();
            if (pid == 0) {
                int null = open("/dev/null", O_WRONLY);
                dup2(null, 1);
                execv(commands[k][0], commands[k]);
                _exit(127);
            }
            wait4(pid, &status, 0, &usage);
            clock_gettime(CLOCK_MONOTONIC, &b);
            if (status != 0)
                return fprintf(stderr, "%s: status %d\n", commands[k][0], status), 1;
            times[k * runs + r] = (b.tv_sec - a.tv_sec) * 1000000000L + b.tv_nsec - a.tv_nsec;
            if (usage.ru_maxrss > peak[k])
                peak[k] = usage.ru_maxrss;
        }
    }
    for (int k = 0; k < count; k++) {
        qsort(times + k * runs, (size_t)runs, sizeof *times, compare);
        printf("%ld %ld\n", times[k * runs + runs / 2], peak[k]);
    }
    return 0;
}
