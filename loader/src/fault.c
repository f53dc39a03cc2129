/* Faults: which are traps of the guest, and the last line of a process that another one ends. Async-signal-safe. */
#include <string.h>

#include "os.h"
#include "utf8.h"
#include "zw.h"

/* Whether the address lies in the address space of a memory of the instance. */
static bool in_memory(const zw_instance *inst, uint64_t address)
{
    for (uint32_t i = 0; i < ZW_COUNT(inst->module, MEMORIES); i++) {
        const zw_memory *m = &inst->mems[i]->m;
        if (address - (uint64_t)(uintptr_t)m->base < m->reserved)
            return true;
    }
    return false;
}

/* Polling, code reads before its vmctx; and an interrupt leaves no room on the stack. */
static bool interrupted(const zw_instance *inst, int code, uint64_t address)
{
    if (code == ZW_TRAP_INTERRUPT)
        return (uint64_t)(uintptr_t)inst->vmctx - 1 - address < ZW_POLL_AREA;
    return code == ZW_TRAP_STACK_OVERFLOW && inst->vmctx->stack_limit == UINT64_MAX;
}

bool zw_fault_handle(zw_fault *fault)
{
    zw_thread *th = zw_current_thread;
    if (th == NULL || th->act == NULL)
        return false;
    zw_store *store = th->act->store;
    zw_module *m = zw_find_module(store, fault->pc);
    if (m == NULL)
        return false;
    int code = zw_find_site(m, fault->pc - (uint64_t)(uintptr_t)m->part[ZW_CW_PART_TEXT]);
    if (code == 0)
        return false;
    const zw_instance *inst = zw_index_find(&store->vmctxs, fault->vmctx);
    bool stopped = inst != NULL && interrupted(inst, code, fault->address);
    if (fault->kind == ZW_FAULT_MEMORY && !stopped && (inst == NULL || !in_memory(inst, fault->address)))
        return false;
    th->trap = stopped ? ZW_TRAP_INTERRUPT : (uint32_t)code;
    zw_capture(th, fault->pc, fault->fp, fault->sp);
    fault->sp = th->act->sp;
    fault->pc = th->act->landing;
    return true;
}

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

void zw_fault_last(const zw_fault *fault)
{
    const zw_thread *th = zw_current_thread;
    if (th == NULL)
        return;
    uint64_t size, start = zw_os_own_code(&size);
    const zw_activation *act = th->act;
    const zw_module *m = act == NULL ? NULL : zw_find_module(act->store, fault->pc);
    bool own = fault->pc - start < size;
    if (act == NULL && (!own || th->calls == 0))
        return; /* the host's affair */
    line l = {.size = 0};
    put(&l, "error: ");
    m = m != NULL || act == NULL ? m : act->vmctx->instance->module;
    put(&l, m == NULL ? "the runtime" : m->name != NULL ? m->name : "<container>");
    put(&l, ": ");
    put(&l, fault->name);
    put(&l, " at address ");
    put_number(&l, fault->address, 16);
    if (own) {
        put(&l, " in the runtime, code offset ");
        put_number(&l, fault->pc - start, 16);
    } else {
        put_code(&l, act->store, fault->pc);
    }
    l.text[l.size++] = '\n';
    zw_os_say(l.text, l.size);
}
