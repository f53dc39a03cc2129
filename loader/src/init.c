/* Constant expressions, and what instantiation computes with them. */
#include <stdlib.h>

#include "zw.h"

enum { SMALL = 16, STEP = 1 << 14 }; /* elements between two looks at a request to stop */

static int invalid(zw_error *err)
{
    return zw_fail(err, ZW_ERR_FORMAT, "damaged container: a constant expression is not valid");
}

/* One binary operator on the top of the stack. */
static void combine(uint64_t op, zw_value *a, const zw_value *b)
{
    switch (op) {
    case ZW_CW_OP_I32_ADD:
        a->lo = (uint32_t)(a->lo + b->lo);
        break;
    case ZW_CW_OP_I32_SUB:
        a->lo = (uint32_t)(a->lo - b->lo);
        break;
    case ZW_CW_OP_I32_MUL:
        a->lo = (uint32_t)(a->lo * b->lo);
        break;
    case ZW_CW_OP_I64_ADD:
        a->lo += b->lo;
        break;
    case ZW_CW_OP_I64_SUB:
        a->lo -= b->lo;
        break;
    default:
        a->lo *= b->lo;
        break;
    }
}

static int run(zw_instance *inst, const zw_cw_exprs *e, uint32_t n, zw_value *stack, zw_error *err)
{
    uint32_t top = 0;
    for (uint32_t i = 0; i < n; i++) {
        zw_value v = {e[i].imm, 0};
        switch (e[i].op) {
        case ZW_CW_OP_I32_CONST:
        case ZW_CW_OP_F32_CONST:
            v.lo = (uint32_t)v.lo;
            break;
        case ZW_CW_OP_I64_CONST:
        case ZW_CW_OP_F64_CONST:
            break;
        case ZW_CW_OP_V128_CONST:
            if (++i >= n || e[i].op != ZW_CW_OP_V128_HIGH)
                return invalid(err);
            v.hi = e[i].imm;
            break;
        case ZW_CW_OP_GLOBAL_GET:
            v = *inst->globals[v.lo].cell;
            break;
        case ZW_CW_OP_REF_NULL:
            v.lo = 0;
            break;
        case ZW_CW_OP_REF_FUNC:
            v.lo = (uint64_t)(uintptr_t)inst->funcs[v.lo];
            if (v.lo == 0)
                return invalid(err);
            break;
        case ZW_CW_OP_I32_ADD:
        case ZW_CW_OP_I32_SUB:
        case ZW_CW_OP_I32_MUL:
        case ZW_CW_OP_I64_ADD:
        case ZW_CW_OP_I64_SUB:
        case ZW_CW_OP_I64_MUL:
            if (top < 2)
                return invalid(err);
            combine(e[i].op, &stack[top - 2], &stack[top - 1]);
            top--;
            continue;
        default:
            return invalid(err);
        }
        stack[top++] = v;
    }
    return top == 1 ? ZW_OK : invalid(err);
}

int zw_eval(zw_instance *inst, uint32_t first, uint32_t n, zw_value *out, zw_error *err)
{
    const zw_cw_exprs *e = ZW_ROWS(inst->module, EXPRS, exprs) + first;
    zw_value small[SMALL], *stack = small;
    if (n > SMALL) {
        stack = malloc((size_t)n * sizeof *stack);
        if (stack == NULL)
            return zw_fail(err, ZW_ERR_LIMIT, "out of memory");
    }
    int failed = run(inst, e, n, stack, err);
    if (!failed)
        *out = stack[0];
    if (stack != small)
        free(stack);
    return failed;
}

int zw_init_globals(zw_instance *inst, zw_error *err)
{
    const zw_module *m = inst->module;
    const zw_cw_globals *rows = ZW_ROWS(m, GLOBALS, globals);
    zw_value *cells = (zw_value *)((uint8_t *)inst->vmctx + m->h->vmctx_globals);
    uint32_t imported = m->h->imported_globals;
    for (uint32_t i = 0; i < ZW_COUNT(m, GLOBALS); i++) {
        zw_global *g = &inst->globals[i];
        if (i < imported) {
            cells[i].lo = (uint64_t)(uintptr_t)g->cell;
            continue;
        }
        g->store = inst->store;
        g->cell = &cells[i];
        g->type = zw_valtype_canon(m, rows[i].type);
        g->is_mutable = rows[i].flags & ZW_CW_FLAG_MUTABLE;
    }
    for (uint32_t i = imported; i < ZW_COUNT(m, GLOBALS); i++)
        if (zw_eval(inst, rows[i].init, rows[i].init_len, &cells[i], err))
            return (int)ZW_ERR_FORMAT;
    return ZW_OK;
}

int zw_init_elems(zw_instance *inst, zw_error *err)
{
    const zw_module *m = inst->module;
    const zw_cw_elems *rows = ZW_ROWS(m, ELEMS, elems);
    const zw_cw_pool *pool = ZW_ROWS(m, POOL, pool);
    for (uint32_t i = 0; i < ZW_COUNT(m, ELEMS); i++) {
        inst->elem_len[i] = rows[i].count;
        if (!rows[i].exprs) {
            for (uint32_t k = 0; k < rows[i].count; k++) {
                uint32_t func = pool[rows[i].first + k].item;
                if (func != ZW_CW_NONE && inst->funcs[func] == NULL)
                    return zw_fail(err, ZW_ERR_FORMAT, "damaged container: a segment holds a function that has no reference");
            }
            continue;
        }
        uint64_t *refs = zw_alloc(inst->store, (size_t)rows[i].count * 8 + 8);
        if (refs == NULL)
            return zw_fail(err, ZW_ERR_LIMIT, "out of memory");
        for (uint32_t k = 0; k < rows[i].count; k++) {
            const zw_cw_pool *item = &pool[rows[i].first + 2 * k];
            zw_value v;
            if (k % STEP == STEP - 1 && inst->store->interrupt)
                return zw_fail_trap(err, ZW_TRAP_INTERRUPT);
            int failed = zw_eval(inst, item[0].item, item[1].item, &v, err);
            if (failed)
                return failed;
            refs[k] = v.lo;
        }
        inst->elem_refs[i] = refs;
    }
    return ZW_OK;
}

static uint64_t elem_value(zw_instance *inst, uint32_t elem, uint64_t i)
{
    if (inst->elem_refs[elem] != NULL)
        return inst->elem_refs[elem][i];
    const zw_module *m = inst->module;
    uint32_t func = ZW_ROWS(m, POOL, pool)[ZW_ROWS(m, ELEMS, elems)[elem].first + i].item;
    return func == ZW_CW_NONE ? 0 : (uint64_t)(uintptr_t)inst->funcs[func];
}

bool zw_elem_copy(zw_instance *inst, uint32_t elem, uint64_t from, uint64_t n, uint64_t *to)
{
    for (uint64_t i = 0; i < n; i++) {
        if (i % STEP == STEP - 1 && inst->store->interrupt)
            return false;
        to[i] = elem_value(inst, elem, from + i);
    }
    return true;
}

static int active_elems(zw_instance *inst, zw_error *err)
{
    const zw_module *m = inst->module;
    const zw_cw_elems *rows = ZW_ROWS(m, ELEMS, elems);
    for (uint32_t i = 0; i < ZW_COUNT(m, ELEMS); i++) {
        const zw_cw_elems *e = &rows[i];
        if (e->mode == ZW_CW_MODE_ACTIVE) {
            zw_value at = {0, 0};
            int failed = zw_eval(inst, e->offset, e->offset_len, &at, err);
            if (failed)
                return failed;
            zw_tab *tab = inst->tabs[e->table];
            if (at.lo > tab->t.size || e->count > tab->t.size - at.lo)
                return zw_fail_trap(err, ZW_TRAP_TABLE_OOB);
            if (!zw_elem_copy(inst, i, 0, e->count, tab->t.base + at.lo))
                return zw_fail_trap(err, ZW_TRAP_INTERRUPT);
        }
        if (e->mode != ZW_CW_MODE_PASSIVE)
            inst->elem_len[i] = 0;
    }
    return ZW_OK;
}

static int active_datas(zw_instance *inst, zw_error *err)
{
    zw_module *m = inst->module;
    const zw_cw_images *im = ZW_ROWS(m, IMAGES, images);
    for (uint32_t i = 0; i < ZW_COUNT(m, IMAGES); i++) {
        int failed = zw_mem_map_image(inst->mems[im[i].memory], m, im[i].at, im[i].start, im[i].size);
        if (failed)
            return failed == ZW_ERR_TRAP ? zw_fail_trap(err, ZW_TRAP_INTERRUPT)
                                         : zw_fail(err, ZW_ERR_LIMIT, "the system refuses to map a memory image");
    }
    const zw_cw_datas *rows = ZW_ROWS(m, DATAS, datas);
    for (uint32_t i = 0; i < ZW_COUNT(m, DATAS); i++) {
        const zw_cw_datas *d = &rows[i];
        if (d->mode == ZW_CW_MODE_PASSIVE) {
            inst->data_len[i] = d->size;
            continue;
        }
        if (d->mode == ZW_CW_MODE_DECLARED)
            continue;
        zw_value at = {0, 0};
        int failed = zw_eval(inst, d->offset, d->offset_len, &at, err);
        if (failed)
            return failed;
        zw_mem *mem = inst->mems[d->memory];
        if (at.lo > mem->m.bytes || d->size > mem->m.bytes - at.lo)
            return zw_fail_trap(err, ZW_TRAP_MEMORY_OOB);
        if (d->size > 0 && !zw_bulk_move(inst->store, mem->m.base + at.lo, m->part[ZW_CW_PART_DATA] + d->start, d->size))
            return zw_fail_trap(err, ZW_TRAP_INTERRUPT);
    }
    return ZW_OK;
}

int zw_init_active(zw_instance *inst, zw_error *err)
{
    int failed = active_elems(inst, err);
    return failed ? failed : active_datas(inst, err);
}
