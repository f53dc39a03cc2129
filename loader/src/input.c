/* Files to run: opened, told apart by their first bytes, compiled where they are modules. */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "os.h"
#include "program.h"

/* Copies what is left of a stream into memory that has a descriptor. */
static int slurp(int from)
{
    int fd = system_nameless();
    char buffer[65536];
    ssize_t n;
    while (fd >= 0 && (n = read(from, buffer, sizeof buffer)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        ssize_t written = n < 0 ? n : write(fd, buffer, (size_t)n);
        if (written < 0 || written != n) {
            int why = written < 0 ? errno : ENOSPC;
            close(fd);
            errno = why;
            return -1;
        }
    }
    return fd;
}

/* A descriptor of the input that can be mapped and read again; *named: it has a name by which it can be opened again. */
static int open_input(const char **file, int *named)
{
    *named = 0;
    if (strcmp(*file, "-") == 0) {
        *file = "<stdin>";
        return slurp(STDIN_FILENO);
    }
    int fd = system_open(*file);
    zw_os_file found;
    if (fd < 0 || zw_os_file_get(fd, &found) != 0)
        return -1;
    if (found.directory) {
        errno = EISDIR;
        return -1;
    }
    *named = found.regular;
    return *named ? fd : slurp(fd);
}

/* What the compiler makes of a module. */
static int compiled(const char *file, int fd, int named)
{
    int out = system_nameless();
    if (out < 0) {
        say_error(file, "%s", strerror(errno));
        return -1;
    }
    if (compiler_run(named ? file : NULL, fd, out)) {
        close(out);
        return -1;
    }
    return out;
}

/* How long a `#!` line at the start is, which is for the system: it names what runs the file. */
static int64_t script_line(int fd)
{
    char start[4096];
    int64_t n = zw_os_read_at(fd, start, sizeof start, 0);
    const char *end = n > 0 ? memchr(start, '\n', (size_t)n) : NULL;
    return end == NULL ? 0 : end + 1 - start;
}

/* Closes `fd`; a descriptor of what follows its first `line` bytes, from where it can be mapped. */
static int after(const char *file, int fd, int64_t line)
{
    int rest = lseek(fd, (off_t)line, SEEK_SET) == line ? slurp(fd) : -1;
    if (rest < 0)
        say_error(file, "%s", strerror(errno));
    close(fd);
    return rest;
}

static int looks_like_text(const char *start, size_t n)
{
    size_t i = 0;
    while (i < n && strchr(" \t\r\n", start[i]) != NULL)
        i++;
    return i < n && (start[i] == '(' || (start[i] == ';' && i + 1 < n && start[i + 1] == ';'));
}

/* Running a container is trusting its maker: whoever names one has to mean it.  NULL, or why that is not so. */
static const char *not_meant(const char *file, int named)
{
    const char *dot = strrchr(file, '.');
    if (!named || strncmp(file, "/dev/", 5) == 0 || strncmp(file, "/proc/", 6) == 0)
        return "from a stream";
    if (dot != NULL && (strcasecmp(dot, ".wasm") == 0 || strcasecmp(dot, ".wat") == 0))
        return "in a file that is named like a module";
    return NULL;
}

int open_container(const char **file)
{
    int named, fd = open_input(file, &named);
    if (fd < 0) {
        say_error(*file, "%s", strerror(errno));
        return -1;
    }
    char magic[64];
    int64_t line = 0;
    int64_t n = zw_os_read_at(fd, magic, sizeof magic, 0);
    if (n >= 2 && memcmp(magic, "#!", 2) == 0) {
        line = script_line(fd);
        n = zw_os_read_at(fd, magic, sizeof magic, (uint64_t)line);
    }
    int result = -1;
    if (n >= 4 && memcmp(magic, "\177ELF", 4) == 0) {
        const char *why = not_meant(*file, named);
        if (why != NULL && !opt.allow_precompiled)
            say_error(*file, "native code %s; if you trust whoever made it, give --allow-precompiled", why);
        else if (opt.ncompiler != 0 && file == &opt.file) {
            say_error(*file, "is compiled already; %.*s is for modules",
                      opt.compiler[0][1] == '-' ? (int)strcspn(opt.compiler[0], "=") : 2, opt.compiler[0]);
            opt.refused = EXIT_USAGE;
        } else {
            if (opt.npreopens > 0 || line > 0) /* the file, where it is copied; its name, of which a descriptor may tell another */
                must(named ? zw_wasi_protect(fd, *file) : zw_wasi_protect(strcmp(*file, "<stdin>") == 0 ? STDIN_FILENO : fd, NULL));
            return line == 0 ? fd : after(*file, fd, line);
        }
    } else if (n >= 4 && memcmp(magic, "\0asm", 4) == 0)
        result = compiled(*file, fd, named);
    else if (n >= 4 && memcmp(magic, "\x28\xb5\x2f\xfd", 4) == 0)
        say_error(*file, "is compressed (zstandard); unpack it first");
    else if (n > 0 && looks_like_text(magic, (size_t)n))
        say_error(*file, "is WebAssembly text; assemble it first (wat2wasm)");
    else
        say_error(*file, "neither a WebAssembly module nor a container");
    close(fd);
    return result;
}
