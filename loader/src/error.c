/* Errors as values: a kind and one line of text. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "zw.h"

static void fill(zw_error *err, uint32_t kind, const char *format, va_list args)
{
    if (err == NULL)
        return;
    memset(err, 0, offsetof(zw_error, frames));
    err->kind = kind;
    vsnprintf(err->message, sizeof err->message, format, args);
}

int zw_fail(zw_error *err, uint32_t kind, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fill(err, kind, format, args);
    va_end(args);
    return (int)kind;
}

void *zw_fail_null(zw_error *err, uint32_t kind, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fill(err, kind, format, args);
    va_end(args);
    return NULL;
}

const char *zw_trap_message(uint32_t code)
{
    static const char *const messages[] = {ZW_TRAP_MESSAGES};
    if (code < sizeof messages / sizeof *messages && messages[code] != NULL)
        return messages[code];
    return "unknown trap";
}

int zw_fail_trap(zw_error *err, uint32_t code)
{
    zw_fail(err, ZW_ERR_TRAP, "%s", zw_trap_message(code));
    if (err != NULL)
        err->trap = code;
    return ZW_ERR_TRAP;
}

const char *zw_version(void)
{
    return ZW_VERSION;
}

uint32_t zw_abi_hash(void)
{
    return ZW_ABI_HASH;
}
