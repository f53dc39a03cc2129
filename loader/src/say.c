/* What the executable prints: errors in one line, and text of a guest without what would drive a terminal. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "program.h"
#include "utf8.h"

static enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } color;

int set_color(const char *value)
{
    static const char *const names[] = {"auto", "always", "never"};
    for (int i = 0; i < 3; i++) {
        if (strcmp(value, names[i]) == 0) {
            color = i;
            return 0;
        }
    }
    say_error(NULL, "--color %s: expected auto, always or never", value);
    return EXIT_USAGE;
}

static int colored(void)
{
    if (color != COLOR_AUTO)
        return color == COLOR_ALWAYS;
    const char *no = getenv("NO_COLOR"), *force = getenv("FORCE_COLOR"), *term = getenv("TERM");
    if (no != NULL && *no != '\0')
        return 0;
    if (force != NULL && *force != '\0')
        return 1;
    return isatty(STDERR_FILENO) && (term == NULL || strcmp(term, "dumb") != 0);
}

size_t printable(char *out, size_t size, const char *text, size_t length)
{
    size_t at = 0;
    while (length > 0) {
        uint32_t code = 0;
        size_t n = zw_utf8(text, length, &code);
        size_t room = size - at;
        if (n > 0 && !zw_is_control(code)) {
            if (room <= n)
                break;
            memcpy(out + at, text, n);
            at += n;
        } else {
            n = n > 0 ? n : 1;
            if (room <= 4 * n)
                break;
            for (size_t i = 0; i < n; i++)
                at += (size_t)snprintf(out + at, size - at, "\\x%02x", (unsigned char)text[i]);
        }
        text += n;
        length -= n;
    }
    out[at] = '\0';
    return at;
}

static size_t compose(char *line, const char *label, const char *text, size_t length)
{
    size_t n = (size_t)snprintf(line, LINE_MOST, "%s", label);
    n += printable(line + n, LINE_MOST - n - 1, text, length);
    line[n++] = '\n';
    return n;
}

/* The whole line in one write, so that lines of several processes do not mix. */
static void put(const char *line, size_t length)
{
    if (write(STDERR_FILENO, line, length) < 0)
        return;
}

static size_t fit(int n, size_t size)
{
    return n < 0 ? 0 : (size_t)n < size ? (size_t)n : size - 1;
}

static size_t compose_error(char *line, const char *file, const char *format, va_list args)
{
    char text[LINE_MOST];
    size_t n = file != NULL ? fit(snprintf(text, sizeof text, "%.1500s: ", *file != '\0' ? file : "''"), sizeof text) : 0;
    n += fit(vsnprintf(text + n, sizeof text - n, format, args), sizeof text - n);
    return compose(line, colored() ? "\033[1;31merror:\033[0m " : "error: ", text, n);
}

size_t error_line(char *line, const char *file, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    size_t n = compose_error(line, file, format, args);
    va_end(args);
    return n;
}

void say_error(const char *file, const char *format, ...)
{
    char line[LINE_MOST];
    va_list args;
    va_start(args, format);
    size_t n = compose_error(line, file, format, args);
    va_end(args);
    put(line, n);
}

void say(const char *format, ...)
{
    char text[LINE_MOST], line[LINE_MOST];
    va_list args;
    va_start(args, format);
    size_t n = fit(vsnprintf(text, sizeof text, format, args), sizeof text);
    va_end(args);
    put(line, compose(line, "", text, n));
}

void *must(void *p)
{
    if (p == NULL) {
        say_error(NULL, "out of memory");
        _exit(EXIT_CANNOT);
    }
    return p;
}

/* A file system may keep an error until a file is closed. */
static int flushed(void)
{
    int fd = dup(STDOUT_FILENO);
    return fd < 0 || close(fd) == 0;
}

int print(const char *text, size_t length)
{
    while (length > 0) {
        ssize_t n = write(STDOUT_FILENO, text, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN) {
            system_wait_to_write(STDOUT_FILENO);
            continue;
        }
        if (n < 0)
            break;
        text += n;
        length -= (size_t)n;
    }
    if (length == 0 && flushed())
        return 0;
    if (errno == EPIPE)
        return EXIT_CLOSED_PIPE; /* whoever read us has seen enough */
    say_error("<stdout>", "%s", strerror(errno));
    return EXIT_CANNOT;
}
