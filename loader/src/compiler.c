/* Finds zwasmc and starts it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program.h"

enum { PATH_MOST = 4096, LOOKED_MOST = 1024, ROOM = 16 }; /* ROOM: for the name of the compiler */

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
        if (system_executable(given) && strlen(given) < PATH_MOST) {
            strcpy(out, given);
            return 1;
        }
    }
    char *slash = system_own_path(out, PATH_MOST - ROOM) > 0 ? strrchr(out, '/') : NULL;
    if (slash != NULL) {
        *slash = '\0';
        note(looked, out);
        sprintf(slash, "/zwasmc%s", system_program_suffix);
        if (system_executable(out))
            return 1;
    }
    note(looked, "PATH");
    const char *path = getenv("PATH");
    while (path != NULL && *path != '\0') {
        const char *end = strchr(path, system_list_separator);
        size_t len = end != NULL ? (size_t)(end - path) : strlen(path);
        if (len > 0 && len < PATH_MOST - ROOM) {
            memcpy(out, path, len);
            sprintf(out + len, "/zwasmc%s", system_program_suffix);
            if (system_executable(out))
                return 1;
        }
        path += len + (end != NULL);
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
    say_error(path, "%s", system_replace(path, argv));
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
    const char *why;
    int status = system_run(program, (char **)argv, input, output, &why);
    free(argv);
    if (status == EXIT_USAGE)
        opt.refused = EXIT_USAGE;
    if (status >= 0)
        return status == 0 ? 0 : EXIT_CANNOT; /* the compiler said why */
    if (status < SYSTEM_CANNOT)
        say_error(program, "was ended by signal %d", SYSTEM_CANNOT - status);
    else
        say_error(program, "%s", why);
    return EXIT_CANNOT;
}
