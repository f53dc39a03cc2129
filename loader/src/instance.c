/* Instantiation. */
#include "zw.h"

const void *const zw_libcalls[ZW_LIB_COUNT] = {ZW_LIBCALL_TABLE};

/* Everything of an instance in one allocation, but for the vmctx of interruptible code. */
static zw_instance *allocate(zw_store *store, zw_module *m)
{
    uint64_t nfuncs = m->nfuncs, nmems = ZW_COUNT(m, MEMORIES), ntabs = ZW_COUNT(m, TABLES), nglobs = ZW_COUNT(m, GLOBALS);
    uint64_t ntags = ZW_COUNT(m, TAGS), nelems = ZW_COUNT(m, ELEMS), ndatas = ZW_COUNT(m, DATAS);
    uint64_t at = (sizeof(zw_instance) + 15) & ~(uint64_t)15, vmctx = at;
    at += zw_module_interruptible(m) ? 0 : m->h->vmctx_size;
    uint64_t globals = at;
    at += nglobs * sizeof(zw_global);
    uint64_t funcs = at, mems = funcs + nfuncs * 8, tabs = mems + nmems * 8, tags = tabs + ntabs * 8;
    uint64_t data_len = tags + ntags * 8, elem_len = data_len + ndatas * 8, elem_refs = elem_len + nelems * 8;
    uint8_t *p = zw_alloc(store, elem_refs + nelems * 8);
    if (p == NULL)
        return NULL;
    zw_instance *inst = (zw_instance *)p;
    inst->module = m;
    inst->store = store;
    inst->vmctx = (zw_vmctx *)(p + vmctx);
    if (zw_module_interruptible(m)) {
        inst->poll_size = ZW_POLL_AREA + ((m->h->vmctx_size + ZW_POLL_AREA - 1) & ~(uint64_t)(ZW_POLL_AREA - 1));
        inst->poll = zw_os_reserve(inst->poll_size);
        if (inst->poll == NULL || zw_os_commit(inst->poll, inst->poll_size) != 0) {
            zw_os_release(inst->poll, inst->poll_size);
            return NULL;
        }
        inst->vmctx = (zw_vmctx *)(inst->poll + ZW_POLL_AREA);
    }
    inst->globals = (zw_global *)(p + globals);
    inst->funcs = (zw_func **)(p + funcs);
    inst->mems = (zw_mem **)(p + mems);
    inst->tabs = (zw_tab **)(p + tabs);
    inst->tags = (zw_tag **)(p + tags);
    inst->data_len = (uint64_t *)(p + data_len);
    inst->elem_len = (uint64_t *)(p + elem_len);
    inst->elem_refs = (uint64_t **)(p + elem_refs);
    zw_vmctx *v = inst->vmctx;
    v->stack_limit = store->stack_limit;
    v->libcalls = zw_libcalls;
    v->type_ids = m->type_ids;
    v->instance = inst;
    v->funcrefs = (zw_funcref *const *)inst->funcs;
    return inst;
}

/* References to the module's own functions, for those that may be referred to. */
static int make_refs(zw_instance *inst, zw_error *err)
{
    zw_module *m = inst->module;
    const zw_cw_refs *rows = ZW_ROWS(m, REFS, refs);
    const zw_cw_code *code = ZW_ROWS(m, CODE, code);
    const zw_cw_functypes *types = ZW_ROWS(m, FUNCTYPES, functypes);
    uint32_t imported = m->h->imported_funcs;
    zw_func *refs = zw_alloc(inst->store, (size_t)ZW_COUNT(m, REFS) * sizeof *refs);
    if (refs == NULL)
        return zw_fail(err, ZW_ERR_LIMIT, "out of memory");
    inst->refs = refs;
    for (uint32_t i = 0; i < ZW_COUNT(m, REFS); i++) {
        uint32_t f = rows[i].func;
        if (f < imported)
            continue;
        refs[i].ref = (zw_funcref){.code = m->part[ZW_CW_PART_TEXT] + code[f - imported].off,
                                   .vmctx = inst->vmctx,
                                   .type_id = m->type_ids[types[f].type],
                                   .func_index = f};
        inst->funcs[f] = &refs[i];
    }
    const zw_cw_exports *exp = ZW_ROWS(m, EXPORTS, exports);
    for (uint32_t i = 0; i < ZW_COUNT(m, EXPORTS); i++)
        if (exp[i].kind == ZW_CW_KIND_FUNC && inst->funcs[exp[i].index] == NULL)
            return zw_fail(err, ZW_ERR_FORMAT, "damaged container: an exported function has no reference");
    return ZW_OK;
}

static int make_memories(zw_instance *inst, zw_error *err)
{
    zw_module *m = inst->module;
    const zw_cw_memories *rows = ZW_ROWS(m, MEMORIES, memories);
    zw_mem **slots = (zw_mem **)((uint8_t *)inst->vmctx + m->h->vmctx_memories);
    for (uint32_t i = 0; i < ZW_COUNT(m, MEMORIES); i++) {
        if (i >= m->h->imported_memories) {
            zw_externtype type = {.kind = ZW_MEMORY, .min = rows[i].min, .max = rows[i].max, .page_log2 = rows[i].page_log2};
            type.is64 = (rows[i].flags & ZW_CW_FLAG_64) != 0;
            type.guard = (rows[i].flags & ZW_CW_FLAG_GUARD) != 0;
            type.shared = (rows[i].flags & ZW_CW_FLAG_SHARED) != 0;
            inst->mems[i] = zw_mem_new(inst->store, &type, err);
            if (inst->mems[i] == NULL)
                return ZW_ERR_LIMIT;
        }
        slots[i] = inst->mems[i];
    }
    if (ZW_COUNT(m, MEMORIES) > 0 && zw_mem_make_room(inst->mems[0]) != 0)
        return zw_fail(err, ZW_ERR_LIMIT, "out of memory");
    return ZW_OK;
}

static int make_tables(zw_instance *inst, zw_error *err)
{
    zw_module *m = inst->module;
    const zw_cw_tables *rows = ZW_ROWS(m, TABLES, tables);
    zw_tab **slots = (zw_tab **)((uint8_t *)inst->vmctx + m->h->vmctx_tables);
    for (uint32_t i = 0; i < ZW_COUNT(m, TABLES); i++) {
        if (i >= m->h->imported_tables) {
            zw_externtype type = {.kind = ZW_TABLE, .min = rows[i].min, .max = rows[i].max};
            type.type = zw_valtype_canon(m, rows[i].type);
            type.is64 = (rows[i].flags & ZW_CW_FLAG_64) != 0;
            zw_value init = {0, 0};
            int failed = rows[i].init_len ? zw_eval(inst, rows[i].init, rows[i].init_len, &init, err) : ZW_OK;
            if (failed)
                return failed;
            inst->tabs[i] = zw_tab_new(inst->store, &type, init.lo, err);
            if (inst->tabs[i] == NULL)
                return ZW_ERR_LIMIT;
        }
        slots[i] = inst->tabs[i];
    }
    return ZW_OK;
}

static int make_tags(zw_instance *inst, zw_error *err)
{
    zw_module *m = inst->module;
    for (uint32_t i = m->h->imported_tags; i < ZW_COUNT(m, TAGS); i++) {
        inst->tags[i] = zw_tag_new(inst->store, m->type_ids[ZW_ROWS(m, TAGS, tags)[i].type]);
        if (inst->tags[i] == NULL)
            return zw_fail(err, ZW_ERR_LIMIT, "out of memory");
    }
    return ZW_OK;
}

/* Refers to other objects of the store, but none of them refers to it yet: what fails here can be freed. */
static int build(zw_instance *inst, const zw_extern *imports, zw_error *err)
{
    int failed = zw_link(inst, imports, err);
    if (!failed)
        failed = make_refs(inst, err);
    if (!failed)
        failed = make_memories(inst, err);
    if (!failed)
        failed = zw_init_globals(inst, err);
    if (!failed)
        failed = make_tables(inst, err);
    if (!failed)
        failed = make_tags(inst, err);
    if (!failed && !(zw_index_reserve(&inst->store->vmctxs) && zw_index_reserve(&inst->store->refs)))
        failed = zw_fail(err, ZW_ERR_LIMIT, "out of memory");
    return failed ? failed : zw_init_elems(inst, err);
}

/* From here on the instance lives as long as the store, whatever becomes of it. */
static void publish(zw_instance *inst)
{
    zw_store *store = inst->store;
    zw_module *m = inst->module;
    zw_extern memory;
    if (ZW_COUNT(m, MEMORIES) > 0)
        zw_mem_add_user(inst->mems[0], inst->vmctx);
    for (uint32_t i = 0; i < m->h->imported_funcs; i++) {
        zw_func *func = inst->funcs[i];
        if (func->ref.func_index != ZW_HOST_FUNC)
            continue;
        ((zw_hostfunc *)func->ref.vmctx)->instance = inst;
        func->ref.code = zw_imports(inst)[i].code; /* in the module, which from now on lives as long as the function */
    }
    m->users++;
    zw_index_add(&store->vmctxs, inst->vmctx, 1, inst);
    zw_index_add(&store->refs, inst->refs, ZW_COUNT(m, REFS) * sizeof *inst->refs, inst);
    if (zw_instance_find(inst, "memory", 6, &memory) && memory.kind == ZW_MEMORY)
        inst->wasi_memory = memory.of.memory;
    inst->next = store->instances;
    __atomic_store_n(&store->instances, inst, __ATOMIC_RELEASE); /* another thread may ask it to stop at once */
    zw_store_heed(store);
}

zw_instance *zw_instance_new(zw_store *store, zw_module *m, const zw_extern *imports, int run_start, zw_error *err)
{
    ZW_ALONE(store);
    if (m->store != store)
        return zw_fail_null(err, ZW_ERR_USE, "the module belongs to another store");
    zw_mark mark = zw_store_mark(store);
    zw_instance *inst = allocate(store, m);
    if (inst == NULL)
        return zw_fail_null(err, ZW_ERR_LIMIT, "out of memory");
    if (build(inst, imports, err)) {
        zw_os_release(inst->poll, inst->poll_size);
        zw_store_release(store, mark); /* nobody has seen them */
        return NULL;
    }
    publish(inst);
    if (zw_init_active(inst, err))
        return NULL;
    if (run_start && zw_instance_start(inst, err))
        return NULL;
    return inst;
}

int zw_instance_start(zw_instance *inst, zw_error *err)
{
    uint32_t start = inst->module->h->start;
    zw_value none;
    if (start == ZW_CW_NONE)
        return ZW_OK;
    if (inst->funcs[start] == NULL)
        return zw_fail(err, ZW_ERR_FORMAT, "damaged container: the start function has no reference");
    const zw_type *type = zw_type_get(inst->funcs[start]->ref.type_id);
    if (type->nparams != 0 || type->nresults != 0)
        return zw_fail(err, ZW_ERR_FORMAT, "damaged container: the start function has parameters or results");
    return zw_call(inst->store, inst->funcs[start], &none, err);
}

zw_global *zw_global_new(zw_store *store, zw_valtype type, int is_mutable, const zw_value *value)
{
    ZW_ALONE(store);
    if (!zw_valtype_hold(store, type))
        return NULL;
    zw_global *g = zw_alloc(store, sizeof *g + 16 + sizeof(zw_value));
    if (g == NULL)
        return NULL;
    g->cell = (zw_value *)(((uintptr_t)(g + 1) + 15) & ~(uintptr_t)15);
    *g->cell = *value;
    g->store = store;
    g->type = type;
    g->is_mutable = is_mutable != 0;
    return g;
}

zw_value *zw_global_cell(const zw_global *g)
{
    return g->cell;
}

zw_tag *zw_tag_new(zw_store *store, uint32_t type_id)
{
    ZW_ALONE(store);
    const zw_type *type = zw_type_hold(store, type_id);
    zw_tag *tag = type != NULL && type->kind == ZW_CW_TYPE_FUNC ? zw_alloc(store, sizeof *tag) : NULL;
    if (tag != NULL)
        *tag = (zw_tag){store, type_id};
    return tag;
}
