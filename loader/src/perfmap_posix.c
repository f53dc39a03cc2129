/* --perfmap: names for perf, which looks for those of generated code in /tmp/perf-PID.map. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "program.h"
#include "zw.h"

enum { NAME_MOST = 1000 };

static void put(FILE *out, const uint8_t *start, uint64_t size, const char *name)
{
    char text[NAME_MOST];
    printable(text, sizeof text, name, strlen(name)); /* a line is an entry */
    fprintf(out, "%llx %llx %s\n", (unsigned long long)(uintptr_t)start, (unsigned long long)size, text);
}

int write_perfmap(const zw_module *m)
{
    char path[40];
    snprintf(path, sizeof path, "/tmp/perf-%d.map", getpid());
    static int again; /* what is there is of an earlier process of that number */
    int fd = open(path, O_WRONLY | O_CREAT | (again ? O_APPEND : O_TRUNC) | O_NOFOLLOW | O_CLOEXEC, 0644);
    again = 1;
    FILE *out = fd < 0 ? NULL : fdopen(fd, "w");
    if (out == NULL) {
        say_error(path, "%s", strerror(errno));
        return EXIT_CANNOT;
    }
    const uint8_t *text = m->part[ZW_CW_PART_TEXT];
    const zw_cw_code *code = ZW_ROWS(m, CODE, code);
    uint64_t end = 0;
    for (uint32_t i = 0; i < ZW_COUNT(m, CODE); i++) {
        char number[40];
        const char *name = zw_func_name(m, i);
        snprintf(number, sizeof number, "wasm-function[%u]", m->h->imported_funcs + i);
        put(out, text + code[i].off, code[i].size, name != NULL ? name : number);
        end = (uint64_t)code[i].off + code[i].size;
    }
    put(out, text + end, m->part_size[ZW_CW_PART_TEXT] - end, "<trampolines>");
    int failed = ferror(out), why = errno; /* of the first write that failed: nothing after it succeeds */
    if (fclose(out) == 0 && !failed)
        return 0;
    say_error(path, "%s", strerror(failed ? why : errno));
    unlink(path);
    return EXIT_CANNOT;
}
