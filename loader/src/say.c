/* What the executable prints: errors in one line, and text of a guest without what would drive a terminal. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "program.h"

enum { LINE_MOST = 4096 };

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

/* Bytes of the well-formed character at p, 0 if there is none; *code is its code point. */
static size_t character(const unsigned char *p, size_t size, uint32_t *code)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t n = *p < 0x80 ? 1 : *p >= 0xf0 && *p < 0xf8 ? 4 : *p >= 0xe0 ? 3 : *p >= 0xc0 ? 2 : 0;
    if (n == 0 || n > size || *p >= 0xf8)
        return 0;
    *code = n == 1 ? *p : *p & (0x7fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
        *code = *code << 6 | (p[i] & 0x3f);
    }
    return *code >= least[n] && *code <= 0x10ffff && *code - 0xd800 >= 0x800 ? n : 0;
}

/* Control characters, and those that turn the direction of writing or end a line. */
static int is_control(uint32_t code)
{
    return code < 0x20 || code - 0x7f < 0x21 || code - 0x200e < 2 || code - 0x2028 < 7 || code - 0x2066 < 4;
}

static size_t printable(char *out, size_t size, const char *text, size_t length)
{
    const unsigned char *p = (const unsigned char *)text;
    size_t at = 0;
    while (length > 0) {
        uint32_t code = 0;
        size_t n = character(p, length, &code);
        size_t room = size - at;
        if (n > 0 && !is_control(code)) {
            if (room <= n)
                break;
            memcpy(out + at, p, n);
            at += n;
        } else {
            n = n > 0 ? n : 1;
            if (room <= 4 * n)
                break;
            for (size_t i = 0; i < n; i++)
                at += (size_t)snprintf(out + at, size - at, "\\x%02x", p[i]);
        }
        p += n;
        length -= n;
    }
    out[at] = '\0';
    return at;
}

/* The whole line in one write, so that lines of several processes do not mix. */
static void put_line(const char *label, const char *text, size_t length)
{
    char line[LINE_MOST];
    size_t n = (size_t)snprintf(line, sizeof line, "%s", label);
    n += printable(line + n, sizeof line - n - 1, text, length);
    line[n++] = '\n';
    if (write(STDERR_FILENO, line, n) < 0)
        return;
}

static size_t fit(int n, size_t size)
{
    return n < 0 ? 0 : (size_t)n < size ? (size_t)n : size - 1;
}

void say_error(const char *file, const char *format, ...)
{
    char text[LINE_MOST];
    size_t n = file != NULL ? fit(snprintf(text, sizeof text, "%.1500s: ", file), sizeof text) : 0;
    va_list args;
    va_start(args, format);
    n += fit(vsnprintf(text + n, sizeof text - n, format, args), sizeof text - n);
    va_end(args);
    put_line(colored() ? "\033[1;31merror:\033[0m " : "error: ", text, n);
}

void say(const char *format, ...)
{
    char text[LINE_MOST];
    va_list args;
    va_start(args, format);
    size_t n = fit(vsnprintf(text, sizeof text, format, args), sizeof text);
    va_end(args);
    put_line("", text, n);
}

int print(const char *text, size_t length)
{
    while (length > 0) {
        ssize_t n = write(STDOUT_FILENO, text, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EPIPE)
            return 0; /* whoever read us has seen enough */
        if (n < 0) {
            say_error("<stdout>", "%s", strerror(errno));
            return EXIT_CANNOT;
        }
        text += n;
        length -= (size_t)n;
    }
    return 0;
}
