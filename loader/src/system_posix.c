/* POSIX systems: what the program asks for. */
#define _GNU_SOURCE
#define _DARWIN_C_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "program.h"
#include "system_posix.h"

extern char **environ;

const char system_list_separator = ':', system_program_suffix[] = "";

void system_streams(void)
{
    for (int fd = 0; fd < 3; fd++)
        if (fcntl(fd, F_GETFD) < 0)
            (void)!open("/dev/null", O_RDWR); /* the lowest number that is free */
}

char **system_environment(void)
{
    return environ;
}

int system_open(const char *path)
{
    return open(path, O_RDONLY | O_CLOEXEC);
}

void system_wait_to_write(int fd)
{
    poll(&(struct pollfd){.fd = fd, .events = POLLOUT}, 1, -1);
}

static void (*ring_at_alarm)(void);

static void on_alarm(int sig)
{
    (void)sig;
    ring_at_alarm();
}

/* Repeats, so that a blocking call that was about to start is interrupted too. */
void system_alarm(uint64_t microseconds, void (*ring)(void))
{
    struct sigaction sa;
    memset(&sa, 0, sizeof sa);
    sa.sa_handler = on_alarm;
    sa.sa_flags = SA_ONSTACK;
    ring_at_alarm = ring;
    sigaction(SIGALRM, &sa, NULL);
    struct itimerval timer = {.it_interval = {.tv_usec = 20000}};
    timer.it_value.tv_sec = (time_t)(microseconds / 1000000);
    timer.it_value.tv_usec = (suseconds_t)(microseconds % 1000000);
    setitimer(ITIMER_REAL, &timer, NULL);
}

int system_executable(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0;
}

const char *system_replace(const char *program, char **argv)
{
    execv(program, argv);
    return strerror(errno);
}

int system_run(const char *program, char **argv, int input, int output, const char **why)
{
    *why = "cannot be started";
    enum { NOT_STARTED = 127 };
    pid_t child = fork();
    if (child == 0) {
        system_end_with_parent(); /* who started it ends at a timeout, and nobody wants the result */
        if (lseek(input, 0, SEEK_SET) == 0 && dup2(input, STDIN_FILENO) >= 0 && dup2(output, STDOUT_FILENO) >= 0)
            execv(program, argv);
        _exit(NOT_STARTED);
    }
    int status = 0;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (child > 0 && WIFSIGNALED(status))
        return SYSTEM_CANNOT - WTERMSIG(status);
    return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) != NOT_STARTED ? WEXITSTATUS(status) : SYSTEM_CANNOT;
}
