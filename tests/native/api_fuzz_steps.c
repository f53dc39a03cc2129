/* The steps of api_fuzz. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api_fuzz.h"

enum { MOST_DEPTH = 3, MOST_VALUES = 64 };

static zw_error err;

static void add(world *w, zw_extern e)
{
    if (e.of.any == NULL)
        wrong("an extern is nothing");
    if (w->nexterns < EXTERNS)
        w->externs[w->nexterns++] = e;
    else
        w->externs[draw(EXTERNS)] = e;
}

/* A random extern of that kind, or one whose `of` is NULL. */
static zw_extern pick(const world *w, uint32_t kind)
{
    for (int tries = 0; w->nexterns > 0 && tries < 12; tries++) {
        zw_extern e = w->externs[draw(w->nexterns)];
        if (e.kind == kind)
            return e;
    }
    return (zw_extern){.kind = kind};
}

/* A value that a cell of that type may hold. */
static zw_value value(const world *w, zw_valtype type)
{
    if (type != ZW_EXTERNREF && ((type & 0xff) == 0x63 || (type & 0xff) == 0x64)) {
        zw_func *func = pick(w, ZW_FUNC).of.func;
        bool fits = func != NULL && (type == ZW_FUNCREF || (type > 0 && zw_func_type(func) == (uint32_t)(type >> 8)));
        return (zw_value){fits ? (uint64_t)(uintptr_t)func : 0, 0};
    }
    return (zw_value){wide(), type == ZW_V128 ? wide() : 0};
}

static void load(world *w)
{
    const container *c = &containers[draw(ncontainers)];
    if (draw(6) == 0) {
        size_t size = draw(2) ? draw((uint32_t)c->size) : c->size;
        uint8_t *bad = malloc(size + 1);
        if (bad == NULL)
            wrong("out of memory");
        memcpy(bad, c->bytes, size);
        if (size == c->size)
            bad[ZW_CW_HEADER_AT + draw(offsetof(zw_cw_header, meta_crc))] ^= (uint8_t)(1 + draw(255));
        if (zw_module_load(w->store, bad, size, &err) != NULL)
            wrong("a damaged container was loaded");
        counts[REFUSED]++;
        free(bad);
        return;
    }
    uint32_t how = draw(3);
    zw_module *m = how == 0   ? zw_module_load(w->store, c->bytes, c->size, &err)
                   : how == 1 ? zw_module_load_fd(w->store, c->fd, &err)
                              : zw_module_map(w->store, c->fd, 0, c->size, &err);
    if (m == NULL || zw_module_check(m, &err) != ZW_OK)
        wrong(err.message);
    w->modules[w->nmodules < MODULES ? w->nmodules++ : draw(MODULES)] = m;
}

/* Gives a module back, whatever uses it. */
static void give_back(world *w)
{
    if (w->nmodules == 0)
        return;
    zw_module **m = &w->modules[draw(w->nmodules)];
    zw_module_free(*m);
    *m = w->modules[--w->nmodules];
    counts[GIVEN_BACK]++;
}

static int32_t host(void *env, zw_instance *instance, zw_value *cells);

static zw_func *host_func(world *w, uint32_t type)
{
    host_env *env = zw_alloc(w->store, sizeof *env);
    if (env == NULL)
        wrong("out of memory");
    *env = (host_env){w, type};
    return zw_hostfunc_new(w->store, type, host, env);
}

/* Fits most of the time. */
static zw_extern import_for(world *w, const zw_module *m, size_t i)
{
    zw_name from, name;
    zw_externtype want, have;
    zw_module_import(m, i, &from, &name, &want);
    if (draw(40) == 0)
        return (zw_extern){.kind = draw(6)};
    if (draw(60) == 0)
        return pick(&worlds[draw(WORLDS)], want.kind); /* of another store, perhaps */
    if (want.kind == ZW_FUNC && from.size > 4 && memcmp(from.text, "wasi", 4) == 0 && name.size < 64 && draw(8)) {
        char text[64] = {0};
        memcpy(text, name.text, name.size);
        if (w->wasi == NULL) {
            const char *args[] = {"fuzz", "x"};
            zw_wasi_config config = {.nargs = 2, .args = args, .stdio = {-1, -1, -1},
                                     .interrupt = zw_store_interrupt_flag(w->store)};
            w->wasi = zw_wasi_new(&config, NULL);
        }
        return (zw_extern){.kind = ZW_FUNC, .of.func = zw_wasi_import(w->store, w->wasi, "wasi_snapshot_preview1", text)};
    }
    zw_extern stand_in;
    if (draw(20) == 0 && zw_unknown_import(w->store, m, i, (int)draw(3), &stand_in, &err) == ZW_OK &&
        stand_in.of.any != NULL) {
        add(w, stand_in);
        return stand_in;
    }
    for (int tries = 0; tries < 8; tries++) {
        zw_extern e = pick(w, want.kind);
        if (e.of.any == NULL)
            break;
        zw_extern_type(&e, &have);
        bool same = want.kind == ZW_FUNC ? have.type_id == want.type_id : have.type == want.type;
        if ((same && have.is_mutable == want.is_mutable) || draw(30) == 0)
            return e;
    }
    zw_value v = value(w, want.type);
    zw_extern e = {.kind = want.kind};
    want.max = draw(4) ? want.max : UINT64_MAX;
    want.min += draw(3);
    switch (want.kind) {
    case ZW_FUNC:
        e.of.func = host_func(w, want.type_id);
        break;
    case ZW_TABLE:
        e.of.table = zw_tab_new(w->store, &want, 0, &err);
        break;
    case ZW_MEMORY:
        e.of.memory = zw_mem_new(w->store, &want, &err);
        break;
    case ZW_GLOBAL:
        v.lo = want.is_mutable ? v.lo : draw(70000);
        if ((want.type & 0xff) == 0x63)
            v.lo = 0;
        e.of.global = zw_global_new(w->store, want.type, (int)want.is_mutable, &v);
        break;
    default:
        e.of.tag = zw_tag_new(w->store, want.type_id);
        break;
    }
    if (e.of.any != NULL)
        add(w, e);
    return e;
}

static void count_end(int kind)
{
    counts[TRAPS] += kind == ZW_ERR_TRAP && err.trap != ZW_TRAP_INTERRUPT;
    counts[STOPS] += kind == ZW_ERR_TRAP && err.trap == ZW_TRAP_INTERRUPT;
    counts[EXITS] += kind == ZW_ERR_EXIT;
}

static void instantiate(world *w)
{
    if (w->nmodules == 0)
        return;
    zw_module *m = w->modules[draw(w->nmodules)];
    zw_extern imports[64];
    size_t n = zw_module_imports(m);
    if (n > 64)
        wrong("too many imports");
    for (size_t i = 0; i < n; i++)
        imports[i] = import_for(w, m, i);
    int run_start = draw(4) != 0;
    zw_store *store = draw(50) ? w->store : worlds[draw(WORLDS)].store;
    if (w->depth == 0)
        set_alarm(w->store, 300); /* the start function may have no end */
    w->depth++;
    zw_instance *inst = zw_instance_new(store, m, imports, run_start, draw(20) ? &err : NULL);
    w->depth--;
    if (w->depth == 0)
        set_alarm(NULL, 0);
    if (inst == NULL) {
        counts[NOT_MADE]++;
        return;
    }
    counts[INSTANCES_MADE]++;
    if (store != w->store)
        wrong("an instance in a store that is not its module's");
    w->instances[w->ninstances < INSTANCES ? w->ninstances++ : draw(INSTANCES)] = inst;
    for (size_t i = 0; i < zw_module_exports(m); i++) {
        zw_name name;
        zw_externtype type;
        zw_extern e, found;
        zw_module_export(m, i, &name, &type);
        zw_instance_export(inst, i, &e);
        if (!zw_instance_find(inst, name.text, name.size, &found) || found.of.any != e.of.any || found.kind != e.kind)
            wrong("an export is not found by its name");
        add(w, e);
    }
    if (!run_start && draw(2) && w->depth > 0)
        count_end(zw_instance_start(inst, &err));
}

static void call(world *w)
{
    zw_func *func = pick(w, ZW_FUNC).of.func;
    if (func == NULL)
        return;
    const zw_valtype *params, *results;
    size_t np, nr;
    if (!zw_functype(zw_func_type(func), &params, &np, &results, &nr) || np > MOST_VALUES || nr > MOST_VALUES)
        wrong("the type of a function is not known");
    zw_value cells[MOST_VALUES];
    for (size_t i = 0; i < np; i++)
        cells[i] = value(w, params[i]);
    world *other = &worlds[draw(WORLDS)];
    bool elsewhere = func->ref.func_index != ZW_HOST_FUNC && other != w && draw(40) == 0 && other->depth == 0;
    if (w->depth == 0 && !elsewhere)
        set_alarm(w->store, 300); /* a loop may have no end */
    counts[CALLS]++;
    w->depth++;
    int kind = zw_call(elsewhere ? other->store : w->store, func, cells, &err);
    w->depth--;
    if (w->depth == 0) {
        set_alarm(NULL, 0);
        zw_store_interrupt(w->store, 0);
    }
    if (elsewhere && kind != ZW_ERR_USE)
        wrong("a function of another store was called");
    count_end(kind);
    for (uint32_t i = 0; i < err.nframes && kind == ZW_ERR_TRAP; i++)
        if (err.frames[i].name != NULL && strlen(err.frames[i].name) > 1000)
            wrong("a name is too long");
    for (size_t i = 0; kind == ZW_OK && i < nr; i++)
        if (results[i] == ZW_FUNCREF && cells[i].lo != 0)
            add(w, (zw_extern){.kind = ZW_FUNC, .of.func = (zw_func *)(uintptr_t)cells[i].lo});
}

/* Any of the rest, in a host function too. */
static void touch(world *w)
{
    zw_extern e = pick(w, 1 + draw(3));
    if (e.of.any == NULL)
        return;
    zw_externtype type;
    zw_extern_type(&e, &type);
    uint64_t got;
    switch (e.kind) {
    case ZW_TABLE: {
        uint64_t size = zw_tab_size(e.of.table), at = draw(4) ? draw((uint32_t)size + 1) : wide(), v = value(w, type.type).lo;
        if (zw_tab_set(e.of.table, at, v) != (at < size) || zw_tab_get(e.of.table, at, &got) != (at < size) ||
            (at < size && got != v))
            wrong("a table does not keep what it gets");
        if (draw(3) == 0) {
            int64_t old = zw_tab_grow(e.of.table, draw(3) ? draw(5000) : wide(), value(w, type.type).lo);
            if (old != -1 && (uint64_t)old != size)
                wrong("a table grew from another size");
        }
        break;
    }
    case ZW_MEMORY: {
        uint64_t size = zw_mem_size(e.of.memory);
        uint8_t *data = zw_mem_data(e.of.memory);
        if (size > 0)
            data[draw(size < UINT32_MAX ? (uint32_t)size : UINT32_MAX)] = (uint8_t)draw(256), data[size - 1] = 1;
        if (draw(3) == 0) {
            int64_t old = zw_mem_grow(e.of.memory, draw(3) ? draw(4) : wide());
            if (old != -1 && ((uint64_t)old << type.page_log2 != size || zw_mem_data(e.of.memory) != data))
                wrong("a memory grew from another size, or moved");
        }
        break;
    }
    default:
        if (type.is_mutable)
            *zw_global_cell(e.of.global) = value(w, type.type);
        break;
    }
}

static uint32_t a_type(world *w)
{
    static const zw_valtype plain[] = {ZW_I32, ZW_I64, ZW_F32, ZW_F64, ZW_V128, ZW_FUNCREF, ZW_EXTERNREF, 0x78, 5};
    zw_valtype types[6];
    uint32_t n = draw(6), np = draw(n + 1);
    for (uint32_t i = 0; i < n; i++) {
        types[i] = plain[draw(40) == 0 ? 7 + draw(2) : draw(7)];
        if (w->ntypes > 0 && draw(6) == 0)
            types[i] = (zw_valtype)w->types[draw(w->ntypes)] << 8 | 0x63;
    }
    bool bad = false;
    for (uint32_t i = 0; i < n; i++)
        bad |= types[i] == 0x78 || types[i] == 5;
    /* for ever: few and plain ones only */
    uint32_t id = n == 1 && types[0] <= 0x7f && types[0] >= 0x7b && draw(8) == 0
                      ? zw_functype_id(types, np, types + np, n - np)
                      : zw_store_functype_id(w->store, types, np, types + np, n - np);
    if ((id == ZW_CW_NONE) != bad)
        wrong("a type is taken for another");
    if (id != ZW_CW_NONE)
        w->types[w->ntypes < TYPES ? w->ntypes++ : draw(TYPES)] = id;
    return id;
}

static void make(world *w)
{
    zw_extern e = {.kind = draw(5)};
    const world *from = &worlds[draw(WORLDS)];
    uint32_t id = draw(4) == 0 && from->ntypes > 0 ? from->types[draw(from->ntypes)] : a_type(w);
    zw_externtype type = {.kind = e.kind, .type_id = id, .min = draw(4), .max = draw(3) ? draw(8) : UINT64_MAX};
    type.is64 = draw(8) == 0;
    type.page_log2 = draw(5) ? 16 : draw(2) ? draw(20) : (uint32_t)wide();
    type.guard = !type.is64 && type.page_log2 == 16 && draw(8) != 0;
    type.shared = draw(10) == 0;
    static const zw_valtype refs[] = {ZW_FUNCREF, ZW_EXTERNREF, ZW_I32, ZW_V128};
    type.type = id != ZW_CW_NONE && draw(3) == 0 ? (zw_valtype)id << 8 | 0x63 : refs[draw(e.kind == ZW_GLOBAL ? 4 : 3)];
    zw_value v = value(w, type.type);
    if (draw(100) == 0)
        type.min = wide();
    switch (e.kind) {
    case ZW_FUNC:
        e.of.func = host_func(w, id);
        break;
    case ZW_TABLE:
        e.of.table = zw_tab_new(w->store, &type, v.lo, &err);
        break;
    case ZW_MEMORY:
        e.of.memory = zw_mem_new(w->store, &type, &err);
        break;
    case ZW_GLOBAL:
        e.of.global = zw_global_new(w->store, type.type, draw(2), &v);
        break;
    default:
        e.of.tag = zw_tag_new(w->store, id);
        break;
    }
    if (e.of.any != NULL)
        add(w, e);
}

static int32_t host(void *env, zw_instance *instance, zw_value *cells)
{
    const host_env *e = env;
    world *w = e->world;
    counts[HOST_CALLS]++;
    if (instance != NULL) {
        zw_extern found;
        if (instance->store != w->store)
            wrong("a host function was called by an instance of another store");
        zw_instance_find(instance, "memory", 6, &found);
    }
    uint32_t what = draw(16);
    if (w->depth < MOST_DEPTH && what < 8) {
        counts[CALLS_BACK]++;
        if (what < 4)
            call(w);
        else if (what == 4)
            instantiate(w);
        else if (what == 5)
            make(w);
        else
            touch(w);
        what = draw(16);
    }
    const zw_valtype *params, *results;
    size_t np, nr;
    if (!zw_functype(e->type, &params, &np, &results, &nr))
        wrong("the type of a host function is not known");
    for (size_t i = 0; i < nr; i++)
        cells[i] = value(w, results[i]);
    switch (what) {
    case 0:
        return ZW_HOST_FAIL;
    case 1:
        cells[0].lo = draw(256);
        return ZW_HOST_EXIT;
    case 2:
        return ZW_HOST_TRAP + (int32_t)draw(20);
    case 3:
        zw_store_interrupt(w->store, 1);
        return ZW_HOST_OK;
    default:
        return ZW_HOST_OK;
    }
}

void step(world *w)
{
    counts[STEPS]++;
    uint32_t what = draw(w->nexterns > 0 ? 20 : 5);
    if (draw(12) == 0)
        give_back(w);
    switch (what) {
    case 0:
    case 1:
        load(w);
        break;
    case 2:
    case 3:
    case 4:
        instantiate(w);
        zw_store_interrupt(w->store, 0);
        break;
    case 5:
        make(w);
        break;
    case 6:
    case 7:
        touch(w);
        break;
    case 8:
        if (draw(4) == 0)
            zw_store_limit_memory(w->store, draw(2) ? UINT64_MAX : (uint64_t)draw(100) << 16);
        break;
    case 9:
        if (draw(3) == 0)
            zw_store_interrupt(w->store, 1); /* until the next call or instance */
        break;
    default:
        call(w);
        break;
    }
    if (draw(2))
        zw_store_interrupt(w->store, 0);
}
