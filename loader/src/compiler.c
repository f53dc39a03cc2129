/* Finds zwasmc and starts it. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "program.h"

enum { PATH_MOST = 4096, LOOKED_MOST = 1024 };

static int usable(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0;
}

static void note(char *looked, const char *place)
{
    size_t at = strlen(looked);
    if (at + strlen(place) + 3 < LOOKED_MOST)
        snprintf(looked + at, LOOKED_MOST - at, "%s%s", at ? ", " : "", place);
}

/* In $ZWASMC, beside the real path of this program, then in PATH. `looked` says where it was looked for. */
static int find(char *out, char *looked)
{
    looked[0] = '\0';
    const char *given = getenv("ZWASMC");
    if (given != NULL && *given != '\0') {
        note(looked, given);
        if (usable(given) && strlen(given) < PATH_MOST) {
            strcpy(out, given);
            return 1;
        }
    }
    ssize_t n = readlink("/proc/self/exe", out, PATH_MOST - 16);
    if (n > 0) {
        out[n] = '\0';
        char *slash = strrchr(out, '/');
        if (slash != NULL) {
            *slash = '\0';
            note(looked, out);
            strcpy(slash, "/zwasmc");
            if (usable(out))
                return 1;
        }
    }
    note(looked, "PATH");
    const char *path = getenv("PATH");
    while (path != NULL && *path != '\0') {
        size_t len = strcspn(path, ":");
        if (len > 0 && len < PATH_MOST - 16) {
            memcpy(out, path, len);
            strcpy(out + len, "/zwasmc");
            if (usable(out))
                return 1;
        }
        path += len + (path[len] == ':');
    }
    return 0;
}

int compiler_exec(char **argv)
{
    char path[PATH_MOST], looked[LOOKED_MOST];
    if (!find(path, looked)) {
        say_error(NULL, "no zwasmc was found (looked in %s)", looked);
        return EXIT_CANNOT;
    }
    argv[0] = path;
    execv(path, argv);
    say_error(path, "%s", strerror(errno));
    return EXIT_CANNOT;
}

int compiler_run(const char *path, int input, int output)
{
    char program[PATH_MOST], looked[LOOKED_MOST];
    if (!find(program, looked)) {
        const char *name = path != NULL ? path : "<stdin>";
        say_error(NULL, "%s is not compiled and no zwasmc was found (looked in %s); run: zwasmc compile %s", name, looked,
                  path != NULL ? path : "-");
        return EXIT_CANNOT;
    }
    pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL); /* who started it ends at a timeout, and nobody wants the result */
        const char **argv = must(calloc(opt.ncompiler + 12, sizeof *argv));
        static const char *const always[] = {"compile", "-o", "-", "--cpu=native"}; /* what the user says comes later */
        size_t n = 1;
        argv[0] = program;
        for (size_t i = 0; i < sizeof always / sizeof *always; i++)
            argv[n++] = always[i];
        for (size_t i = 0; i < opt.ncompiler; i++)
            argv[n++] = opt.compiler[i];
        if (opt.timeout_us != 0)
            argv[n++] = "--interruptible";
        if (opt.verbose)
            argv[n++] = "-v";
        argv[n++] = "--"; /* the name may begin with a dash */
        argv[n++] = path != NULL ? path : "-";
        if (lseek(input, 0, SEEK_SET) == 0 && dup2(input, STDIN_FILENO) >= 0 && dup2(output, STDOUT_FILENO) >= 0)
            execv(program, (char **)argv);
        _exit(127);
    }
    int status = 0;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == EXIT_USAGE)
        opt.refused = EXIT_USAGE;
    if (child > 0 && WIFEXITED(status) && WEXITSTATUS(status) != 127)
        return WEXITSTATUS(status) == 0 ? 0 : EXIT_CANNOT; /* the compiler said why */
    if (child > 0 && WIFSIGNALED(status))
        say_error(program, "was ended by signal %d", WTERMSIG(status));
    else
        say_error(program, "cannot be started");
    return EXIT_CANNOT;
}
