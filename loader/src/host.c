/* Host functions: what compiled code calls, whatever their type.  A module has a trampoline for every type of function that it
 * imports; a reference may reach code that knows nothing of the host, so that every host function has this one too. */
#include "zw.h"

/* As the trampoline saves them: in the order of the calling convention, later with the results in the first places. */
struct zw_host_regs {
    uint64_t ints[ZW_INT_ARGS];
    zw_value floats[ZW_FLOAT_ARGS];
};

/* Where the next value of a list lies. */
typedef struct places {
    zw_host_regs *regs;
    uint64_t *stack;
    uint32_t ints, floats, most_ints, most_floats;
    uint64_t cells; /* used of the stack */
} places;

static uint64_t *place(places *p, zw_valtype type)
{
    if (type == ZW_F32 || type == ZW_F64 || type == ZW_V128) {
        if (p->floats < p->most_floats)
            return &p->regs->floats[p->floats++].lo;
    } else if (p->ints < p->most_ints) {
        return &p->regs->ints[p->ints++];
    }
    uint64_t wide = type == ZW_V128;
    p->cells += p->cells & wide;
    uint64_t *at = p->stack + p->cells;
    p->cells += 1 + wide;
    return at;
}

static uint64_t narrow(uint64_t bits, zw_valtype type)
{
    return type == ZW_I32 || type == ZW_F32 ? (uint32_t)bits : bits;
}

static ZW_GUEST_CALL int64_t enter(zw_hostfunc *hf, zw_value *cells);

/* Calls a host function with the arguments in registers and on the stack, and leaves the results in both.  Returns the bytes of
 * stack arguments, which the callee pops.  The caller has seen to it that there is room for the cells. */
uint64_t zw_host_spread(zw_hostfunc *hf, zw_host_regs *regs, uint64_t *stack)
{
    const zw_type *type = zw_type_get(hf->ref.type_id);
    uint32_t nparams = type->nparams, nresults = type->nresults, most = nparams > nresults ? nparams : nresults;
    zw_value cells[most > 0 ? most : 1];
    places args = {.regs = regs, .stack = stack, .most_ints = ZW_INT_ARGS, .most_floats = ZW_FLOAT_ARGS};
    for (uint32_t i = 0; i < nparams; i++) {
        const uint64_t *at = place(&args, type->types[i]);
        cells[i] = (zw_value){narrow(at[0], type->types[i]), type->types[i] == ZW_V128 ? at[1] : 0};
    }
    uint64_t bytes = (args.cells * 8 + 15) & ~(uint64_t)15;
    enter(hf, cells);
    places out = {.regs = regs, .stack = stack + bytes / 8, .most_ints = ZW_INT_RESULTS, .most_floats = ZW_FLOAT_RESULTS};
    for (uint32_t i = 0; i < nresults; i++) {
        zw_valtype t = type->types[nparams + i];
        uint64_t *at = place(&out, t);
        at[0] = narrow(cells[i].lo, t);
        if (t == ZW_V128)
            at[1] = cells[i].hi;
    }
    return bytes;
}

_Static_assert(sizeof(zw_host_regs) == 192, "what the trampoline saves");

__attribute__((cold)) uint32_t zw_host_trap(zw_thread *th, int32_t result, const zw_value *cells)
{
    if (result == ZW_HOST_EXIT) {
        th->status = (uint32_t)cells[0].lo;
        return ZW_TRAP_EXIT;
    }
    return result > ZW_HOST_TRAP ? (uint32_t)result - ZW_HOST_TRAP : ZW_TRAP_HOST;
}

/* The less common end of a host function.  A failed one leaves the store alone: another thread may have it. */
static __attribute__((noinline)) void resume(zw_activation *act, int32_t result, const zw_value *cells)
{
    zw_thread *th = zw_thread_get();
    if (th == NULL)
        zw_os_die("zwasm: a guest cannot go on in a thread that cannot be prepared\n");
    th->act = act;
    if (result != ZW_HOST_OK)
        zw_raise(zw_host_trap(th, result, cells));
    zw_store_limit_stack(act->store, act->limit);
}

/* What host-call trampolines call.  While the host runs, no activation is current: it may call guests, on this stack or, where it
 * switches stacks, on others, and those calls may end in any order. */
static int64_t enter(zw_hostfunc *hf, zw_value *cells)
{
    zw_activation *act = zw_current_thread->act;
    zw_current_thread->act = NULL;
    zw_callback *call = (zw_callback *)hf->call;
    zw_instance *instance = hf->instance;
    if (__builtin_expect(instance == NULL, 0))
        instance = act->vmctx->instance;
    ZW_LEND(act->store);
    int32_t result = call(hf->env, instance, cells);
    zw_thread *th = zw_current_thread; /* another one, perhaps: the host may take its stack elsewhere */
    if (__builtin_expect(th == NULL || act->store->stack_limit != act->limit || result != ZW_HOST_OK, 0))
        resume(act, result, cells);
    else
        th->act = act;
    ZW_TAKE_BACK(act->store);
    return 0;
}

zw_hostfunc *zw_hostfunc_alloc(zw_store *store, const zw_hostfunc *from)
{
    zw_hostnode *node = zw_alloc(store, sizeof *node);
    if (node == NULL)
        return NULL;
    node->hf = *from;
    node->hf.ref.vmctx = &node->hf;
    node->next = store->hosts;
    store->hosts = node;
    return &node->hf;
}

zw_func *zw_hostfunc_new(zw_store *store, uint32_t type_id, zw_callback *call, void *env)
{
    ZW_ALONE(store);
    const zw_type *type = zw_type_hold(store, type_id);
    if (type == NULL || type->kind != ZW_CW_TYPE_FUNC)
        return NULL;
    zw_hostfunc made = {.fn = enter, .env = env, .call = (void *)call, .store = store};
    made.ref = (zw_funcref){.code = (const void *)zw_host_trampoline, .type_id = type_id, .func_index = ZW_HOST_FUNC};
    zw_hostfunc *hf = zw_hostfunc_alloc(store, &made);
    return hf == NULL ? NULL : (zw_func *)&hf->ref;
}
