/* The last line of a process that a fault ends: where it was. Async-signal-safe. */
#include <string.h>
#include <unistd.h>

#include "utf8.h"
#include "zw.h"

typedef struct line {
    char text[600];
    size_t size;
} line;

/* Text comes from containers: what is not plain becomes '?'. */
static void put(line *l, const char *text)
{
    uint32_t code;
    for (size_t left = strlen(text), n; left > 0; text += n, left -= n) {
        n = zw_utf8(text, left, &code);
        bool plain = n > 0 && !zw_is_control(code);
        n = n > 0 ? n : 1;
        if (l->size + n >= sizeof l->text)
            return;
        memcpy(l->text + l->size, plain ? text : "?", plain ? n : 1);
        l->size += plain ? n : 1;
    }
}

static void put_number(line *l, uint64_t value, unsigned base)
{
    char digits[24];
    size_t at = sizeof digits - 1;
    digits[at] = '\0';
    do
        digits[--at] = "0123456789abcdef"[value % base];
    while ((value /= base) != 0);
    put(l, base == 16 ? "0x" : "");
    put(l, digits + at);
}

static void put_code(line *l, zw_store *store, uint64_t pc)
{
    zw_frame where;
    const zw_module *m = zw_find_module(store, pc);
    zw_describe_pc(store, pc, &where);
    if (m != NULL && where.func_index != ZW_CW_NONE) {
        put(l, " in function ");
        put_number(l, where.func_index, 10);
        if (where.name != NULL) {
            put(l, " ");
            put(l, where.name);
        }
    }
    if (m != NULL) {
        put(l, ", code offset ");
        put_number(l, pc - (uint64_t)(uintptr_t)m->part[ZW_CW_PART_TEXT], 16);
    }
    if (m != NULL && where.wasm_offset != UINT64_MAX) {
        put(l, ", module offset ");
        put_number(l, where.wasm_offset, 16);
    }
}

void zw_tell_fault(const zw_thread *th, const char *signal, uint64_t pc, uint64_t address)
{
    extern const char __ehdr_start[] __attribute__((visibility("hidden"))), etext[] __attribute__((visibility("hidden")));
    const zw_activation *act = th->act;
    const zw_module *m = act == NULL ? NULL : zw_find_module(act->store, pc);
    bool own = pc - (uint64_t)(uintptr_t)__ehdr_start < (uint64_t)(etext - __ehdr_start);
    if (act == NULL && (!own || th->calls == 0))
        return; /* the host's affair */
    line l = {.size = 0};
    put(&l, "error: ");
    m = m != NULL || act == NULL ? m : act->vmctx->instance->module;
    put(&l, m == NULL ? "the runtime" : m->name != NULL ? m->name : "<container>");
    put(&l, ": ");
    put(&l, signal);
    put(&l, " at address ");
    put_number(&l, address, 16);
    if (own) {
        put(&l, " in the runtime, code offset ");
        put_number(&l, pc - (uint64_t)(uintptr_t)__ehdr_start, 16);
    } else {
        put_code(&l, act->store, pc);
    }
    l.text[l.size++] = '\n';
    if (write(STDERR_FILENO, l.text, l.size) < 0)
        return;
}
