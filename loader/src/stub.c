/* Stand-ins for imports that nobody provides. */
#include <stdio.h>
#include <string.h>

#include "zw.h"

static bool has_default(zw_valtype type)
{
    return type == ZW_I32 || type == ZW_I64 || type == ZW_F32 || type == ZW_F64 || type == ZW_V128 || (type & 0xff) == 0x63;
}

static int32_t call_unknown(void *env, zw_instance *instance, zw_value *cells)
{
    (void)instance;
    (void)cells;
    zw_current_thread->detail = env;
    return ZW_HOST_FAIL;
}

static int32_t call_default(void *env, zw_instance *instance, zw_value *cells)
{
    (void)instance;
    memset(cells, 0, *(const size_t *)env * sizeof *cells);
    return ZW_HOST_OK;
}

static zw_func *trapping(zw_store *store, uint32_t type_id, zw_name from, zw_name name)
{
    enum { SIZE = 256 };
    char f[ZW_NAME_TEXT], n[ZW_NAME_TEXT];
    char *text = zw_alloc(store, SIZE);
    if (text == NULL)
        return NULL;
    snprintf(text, SIZE, "unknown import called: \"%s\" \"%s\"", zw_name_text(from, f), zw_name_text(name, n));
    return zw_hostfunc_new(store, type_id, call_unknown, text);
}

/* NULL: there is no memory, or a result has no default value (*fits is 0). */
static zw_func *defaulting(zw_store *store, uint32_t type_id, int *fits)
{
    const zw_type *type = zw_type_get(type_id);
    for (uint32_t i = 0; i < type->nresults; i++)
        if (!has_default(type->types[type->nparams + i]))
            return *fits = 0, NULL;
    size_t *count = zw_alloc(store, sizeof *count);
    if (count == NULL)
        return NULL;
    *count = type->nresults;
    return zw_hostfunc_new(store, type_id, call_default, count);
}

int zw_unknown_import(zw_store *store, const zw_module *m, size_t i, int policy, zw_extern *out, zw_error *err)
{
    zw_name from, name;
    zw_externtype type;
    zw_value zero = {0, 0};
    int fits = 1;
    zw_module_import(m, i, &from, &name, &type);
    *out = (zw_extern){.kind = type.kind};
    if (policy == ZW_UNKNOWN_TRAP) {
        if (type.kind != ZW_FUNC)
            return ZW_OK;
        out->of.func = trapping(store, type.type_id, from, name);
    } else if (policy == ZW_UNKNOWN_DEFAULT) {
        if ((type.kind == ZW_TABLE || type.kind == ZW_GLOBAL) && !has_default(type.type))
            return ZW_OK;
        switch (type.kind) {
        case ZW_FUNC:
            out->of.func = defaulting(store, type.type_id, &fits);
            break;
        case ZW_TABLE:
            out->of.table = zw_tab_new(store, &type, 0, err);
            return out->of.table != NULL ? ZW_OK : ZW_ERR_LIMIT;
        case ZW_MEMORY:
            out->of.memory = zw_mem_new(store, &type, err);
            return out->of.memory != NULL ? ZW_OK : ZW_ERR_LIMIT;
        case ZW_GLOBAL:
            out->of.global = zw_global_new(store, type.type, (int)type.is_mutable, &zero);
            break;
        default:
            out->of.tag = zw_tag_new(store, type.type_id);
            break;
        }
    } else {
        return ZW_OK;
    }
    return out->of.any != NULL || !fits ? ZW_OK : zw_fail(err, ZW_ERR_LIMIT, "out of memory");
}
