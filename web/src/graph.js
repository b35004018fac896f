// Runs a policy's exported ONNX graph: named arrays in, named arrays out.
//
// The shapes in our graphs are fixed, so what follows from shapes alone (which elements meet in a
// broadcast, which are gathered by a slice) is found on the first run and kept with the node.
// A tensor is { data, shape }; the typed array says the type. int64 comes as int32: it holds only
// indices and axes. Arithmetic in float32 is exact, as the typed array rounds each result once.

const TYPES = { float: Float32Array, double: Float64Array, int: Int32Array, bool: Uint8Array };
const CAST = { 1: Float32Array, 11: Float64Array, 7: Int32Array, 6: Int32Array, 9: Uint8Array };

const sizeOf = (shape) => shape.reduce((product, n) => product * n, 1);
const wrap = (axis, rank) => (axis < 0 ? axis + rank : axis);

function stridesOf(shape) {
  const strides = new Array(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  return strides;
}

function broadcast(...shapes) {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    const sizes = shapes.map((shape) => shape[axis - rank + shape.length] ?? 1);
    return sizes.find((size) => size !== 1) ?? 1;
  });
}

/** For each element of `shape`, in order, where it is found: `offset` plus its index by `strides`. */
function walk(shape, strides, offset = 0) {
  let found = Int32Array.of(offset);
  shape.forEach((size, axis) => {
    const next = new Int32Array(found.length * size);
    found.forEach((start, i) => {
      for (let k = 0; k < size; k++) next[i * size + k] = start + k * strides[axis];
    });
    found = next;
  });
  return found;
}

/** Where the elements of a tensor of shape `from` lie when it is spread out to shape `to`. */
function spread(from, to) {
  const own = stridesOf(from);
  const skipped = to.length - from.length;
  return walk(
    to,
    to.map((_, axis) => (axis < skipped || from[axis - skipped] === 1 ? 0 : own[axis - skipped])),
  );
}

function elementwise(compute, type) {
  return (node, ...inputs) => {
    const typed = type ?? inputs[0].data.constructor;
    if (inputs.length === 1) {
      const source = inputs[0].data;
      const data = new typed(source.length);
      for (let i = 0; i < data.length; i++) data[i] = compute(source[i], node.attributes);
      return { data, shape: inputs[0].shape };
    }
    node.plan ??= (() => {
      const shape = broadcast(...inputs.map((input) => input.shape));
      return { shape, maps: inputs.map((input) => spread(input.shape, shape)) };
    })();
    const { shape, maps } = node.plan;
    const data = new typed(maps[0].length);
    const [a, b, c] = inputs.map((input) => input.data);
    const [ia, ib, ic] = maps;
    if (c) for (let i = 0; i < data.length; i++) data[i] = compute(a[ia[i]], b[ib[i]], c[ic[i]]);
    else for (let i = 0; i < data.length; i++) data[i] = compute(a[ia[i]], b[ib[i]]);
    return { data, shape };
  };
}

/** Picks elements: `plan` says from where, as an index each, and the shape they then have. */
function pick(plan) {
  return (node, input, ...others) => {
    node.plan ??= plan(node, input, ...others);
    return picked(input, node.plan);
  };
}

function picked({ data: source }, { shape, from }) {
  const data = new source.constructor(from.length);
  for (let i = 0; i < data.length; i++) data[i] = source[from[i]];
  return { data, shape };
}

function reshaped(newShape) {
  return (node, input, axes) => ({ data: input.data, shape: newShape(input.shape, axes, node) });
}

/** Folds along the given axes, all of them if none; `finish` gets the fold and how many it took. */
function reduction(start, fold, finish = (total) => total) {
  return (node, input, axes) => {
    node.plan ??= (() => {
      const rank = input.shape.length;
      const listed = axes ? [...axes.data] : (node.attributes.axes ?? input.shape.map((_, k) => k));
      const gone = new Set(listed.map((axis) => wrap(axis, rank)));
      const kept = input.shape.map((size, axis) => (gone.has(axis) ? 1 : size));
      const own = stridesOf(kept);
      const into = walk(
        input.shape,
        own.map((stride, axis) => (gone.has(axis) ? 0 : stride)),
      );
      const keep = node.attributes.keepdims ?? 1;
      const shape = keep ? kept : kept.filter((_, axis) => !gone.has(axis));
      return { shape, into, count: into.length / sizeOf(kept) };
    })();
    const { shape, into, count } = node.plan;
    const totals = new Float64Array(sizeOf(shape)).fill(start);
    for (let i = 0; i < into.length; i++) totals[into[i]] = fold(totals[into[i]], input.data[i]);
    for (let i = 0; i < totals.length; i++) totals[i] = finish(totals[i], count);
    return { data: new input.data.constructor(totals), shape };
  };
}

function argument(better) {
  return (node, input) => {
    const rank = input.shape.length;
    const axis = wrap(node.attributes.axis ?? 0, rank);
    const [count, inner] = [input.shape[axis], stridesOf(input.shape)[axis]];
    const data = new Int32Array(input.data.length / count);
    for (let i = 0; i < data.length; i++) {
      const start = Math.floor(i / inner) * count * inner + (i % inner);
      for (let k = 1; k < count; k++)
        if (better(input.data[start + k * inner], input.data[start + data[i] * inner])) data[i] = k;
    }
    const keep = node.attributes.keepdims ?? 1;
    const shape = input.shape.flatMap((size, k) => (k !== axis ? size : keep ? 1 : []));
    return { data, shape };
  };
}

function matmul(node, a, b) {
  const [m, k] = a.shape.length === 1 ? [1, a.shape[0]] : a.shape.slice(-2);
  const n = b.shape.length === 1 ? 1 : b.shape.at(-1);
  node.plan ??= (() => {
    const outer = broadcast(a.shape.slice(0, -2), b.shape.slice(0, -2));
    return {
      from: spread(a.shape.slice(0, -2), outer),
      by: spread(b.shape.slice(0, -2), outer),
      shape: [...outer, ...(a.shape.length > 1 ? [m] : []), ...(b.shape.length > 1 ? [n] : [])],
    };
  })();
  const { from, by, shape } = node.plan;
  const [left, right] = [a.data, b.data];
  const data = new left.constructor(sizeOf(shape));
  for (let batch = 0; batch < from.length; batch++)
    for (let i = 0; i < m; i++)
      for (let j = 0; j < n; j++) {
        const row = (from[batch] * m + i) * k;
        const column = by[batch] * k * n + j;
        let sum = 0;
        for (let l = 0; l < k; l++) sum += left[row + l] * right[column + l * n];
        data[batch * m * n + i * n + j] = sum;
      }
  return { data, shape };
}

function gemm({ attributes }, a, b, c) {
  const { alpha = 1, beta = 1, transA = 0, transB = 0 } = attributes;
  const [m, k] = transA ? [a.shape[1], a.shape[0]] : a.shape;
  const n = transB ? b.shape[0] : b.shape[1];
  const [downA, acrossA] = transA ? [1, m] : [k, 1];
  const [acrossB, downB] = transB ? [k, 1] : [1, n];
  const bias = c && spread(c.shape, [m, n]);
  const [left, right] = [a.data, b.data];
  const data = new left.constructor(m * n);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) {
      let sum = 0;
      let [at, by] = [i * downA, j * acrossB];
      for (let l = 0; l < k; l++, at += acrossA, by += downB) sum += left[at] * right[by];
      data[i * n + j] = alpha * sum + (c ? beta * c.data[bias[i * n + j]] : 0);
    }
  return { data, shape: [m, n] };
}

function concat({ attributes }, ...inputs) {
  const axis = wrap(attributes.axis, inputs[0].shape.length);
  const shape = [...inputs[0].shape];
  shape[axis] = inputs.reduce((sum, input) => sum + input.shape[axis], 0);
  const rows = inputs.map((input) => sizeOf(input.shape.slice(axis)));
  const data = new inputs[0].data.constructor(sizeOf(shape));
  let at = 0;
  for (let i = 0; at < data.length; i++)
    inputs.forEach((input, k) => {
      data.set(input.data.subarray(i * rows[k], (i + 1) * rows[k]), at);
      at += rows[k];
    });
  return { data, shape };
}

function split(node, input, sizes) {
  node.plans ??= (() => {
    const axis = wrap(node.attributes.axis ?? 0, input.shape.length);
    const even = Math.ceil(input.shape[axis] / node.outputs.length);
    const strides = stridesOf(input.shape);
    let start = 0;
    return node.outputs.map((_, k) => {
      const size = sizes ? sizes.data[k] : Math.min(even, input.shape[axis] - start);
      const shape = input.shape.map((n, a) => (a === axis ? size : n));
      const from = walk(shape, strides, start * strides[axis]);
      start += size;
      return { shape, from };
    });
  })();
  return node.plans.map((plan) => picked(input, plan));
}

function gather({ attributes }, input, indices) {
  const axis = wrap(attributes.axis ?? 0, input.shape.length);
  const [before, after] = [input.shape.slice(0, axis), input.shape.slice(axis + 1)];
  const [row, count] = [sizeOf(after), input.shape[axis]];
  const shape = [...before, ...indices.shape, ...after];
  const data = new input.data.constructor(sizeOf(shape));
  let at = 0;
  for (let i = 0; i < sizeOf(before); i++)
    for (const index of indices.data) {
      const start = (i * count + wrap(index, count)) * row;
      data.set(input.data.subarray(start, start + row), at);
      at += row;
    }
  return { data, shape };
}

function gatherNd(node, input, indices) {
  if (node.attributes.batch_dims) throw new Error("GatherND with batch_dims is not known here.");
  const depth = indices.shape.at(-1);
  const strides = stridesOf(input.shape);
  const row = sizeOf(input.shape.slice(depth));
  const shape = [...indices.shape.slice(0, -1), ...input.shape.slice(depth)];
  const data = new input.data.constructor(sizeOf(shape));
  for (let i = 0; i * depth < indices.data.length; i++) {
    let start = 0;
    for (let k = 0; k < depth; k++)
      start += wrap(indices.data[i * depth + k], input.shape[k]) * strides[k];
    data.set(input.data.subarray(start, start + row), i * row);
  }
  return { data, shape };
}

function slicePlan(_, input, starts, ends, axes, steps) {
  const [shape, strides] = [[...input.shape], stridesOf(input.shape)];
  let offset = 0;
  starts.data.forEach((from, k) => {
    const axis = wrap(axes ? axes.data[k] : k, shape.length);
    const [size, step] = [input.shape[axis], steps ? steps.data[k] : 1];
    const bound = (value, low, high) => Math.min(Math.max(wrap(value, size), low), high);
    const start = step > 0 ? bound(from, 0, size) : bound(from, 0, size - 1);
    const end = step > 0 ? bound(ends.data[k], 0, size) : bound(ends.data[k], -1, size - 1);
    shape[axis] = Math.max(0, Math.ceil((end - start) / step));
    offset += start * strides[axis];
    strides[axis] *= step;
  });
  return { shape, from: walk(shape, strides, offset) };
}

function transposePlan({ attributes }, input) {
  const order = attributes.perm ?? input.shape.map((_, k) => k).reverse();
  const [shape, own] = [order.map((axis) => input.shape[axis]), stridesOf(input.shape)];
  return {
    shape,
    from: walk(
      shape,
      order.map((axis) => own[axis]),
    ),
  };
}

function roundHalfToEven(x) {
  const rounded = Math.round(x);
  return Math.abs(x % 1) === 0.5 && rounded % 2 ? rounded - 1 : rounded;
}

function modulo(node, a, b) {
  const sign = node.attributes.fmod ? (x, y) => x % y : (x, y) => x - y * Math.floor(x / y);
  return elementwise(sign)(node, a, b);
}

const OPERATORS = {
  Abs: elementwise(Math.abs),
  Add: elementwise((a, b) => a + b),
  And: elementwise((a, b) => a & b),
  ArgMax: argument((a, b) => a > b),
  ArgMin: argument((a, b) => a < b),
  Atan: elementwise(Math.atan),
  Cast: (node, input) => ({ data: new CAST[node.attributes.to](input.data), shape: input.shape }),
  Clip: (node, x, low, high) => {
    const [least, most] = [low?.data[0] ?? -Infinity, high?.data[0] ?? Infinity];
    return { data: x.data.map((v) => Math.min(Math.max(v, least), most)), shape: x.shape };
  },
  Concat: concat,
  Cos: elementwise(Math.cos),
  Div: elementwise((a, b) => a / b),
  Elu: elementwise((x, { alpha = 1 }) => (x > 0 ? x : alpha * Math.expm1(x))),
  Equal: elementwise((a, b) => a === b, Uint8Array),
  Exp: elementwise(Math.exp),
  Expand: pick((_, input, to) => {
    const shape = broadcast(input.shape, [...to.data]);
    return { shape, from: spread(input.shape, shape) };
  }),
  Floor: elementwise(Math.floor),
  Gather: gather,
  GatherND: gatherNd,
  Gemm: gemm,
  Greater: elementwise((a, b) => a > b, Uint8Array),
  GreaterOrEqual: elementwise((a, b) => a >= b, Uint8Array),
  Identity: (_, input) => input,
  IsNaN: elementwise((x) => Number.isNaN(x), Uint8Array),
  Less: elementwise((a, b) => a < b, Uint8Array),
  LessOrEqual: elementwise((a, b) => a <= b, Uint8Array),
  Log: elementwise(Math.log),
  MatMul: matmul,
  Max: elementwise((a, b) => Math.max(a, b)),
  Min: elementwise((a, b) => Math.min(a, b)),
  Mod: modulo,
  Mul: elementwise((a, b) => a * b),
  Neg: elementwise((x) => -x),
  Not: elementwise((x) => !x, Uint8Array),
  Or: elementwise((a, b) => a | b),
  Pow: elementwise((a, b) => a ** b),
  Reciprocal: elementwise((x) => 1 / x),
  ReduceL2: reduction(0, (sum, x) => sum + x * x, Math.sqrt),
  ReduceMax: reduction(-Infinity, Math.max),
  ReduceMean: reduction(0, (sum, x) => sum + x, (sum, count) => sum / count),
  ReduceMin: reduction(Infinity, Math.min),
  ReduceSum: reduction(0, (sum, x) => sum + x),
  Relu: elementwise((x) => Math.max(x, 0)),
  Reshape: reshaped((shape, to, { attributes }) => {
    const sizes = [...to.data].map((n, k) => (n === 0 && !attributes.allowzero ? shape[k] : n));
    const known = sizes.reduce((product, n) => (n < 0 ? product : product * n), 1);
    return sizes.map((n) => (n < 0 ? sizeOf(shape) / known : n));
  }),
  Round: elementwise(roundHalfToEven),
  Sigmoid: elementwise((x) => 1 / (1 + Math.exp(-x))),
  Sign: elementwise(Math.sign),
  Sin: elementwise(Math.sin),
  Slice: pick(slicePlan),
  Split: split,
  Sqrt: elementwise(Math.sqrt),
  Squeeze: reshaped((shape, axes) => {
    const gone = axes && [...axes.data].map((axis) => wrap(axis, shape.length));
    return shape.filter((size, axis) => (gone ? !gone.includes(axis) : size !== 1));
  }),
  Sub: elementwise((a, b) => a - b),
  Tanh: elementwise(Math.tanh),
  Transpose: pick(transposePlan),
  Unsqueeze: reshaped((shape, axes) => {
    const rank = shape.length + axes.data.length;
    const fresh = new Set([...axes.data].map((axis) => wrap(axis, rank)));
    const sizes = [...shape];
    return Array.from({ length: rank }, (_, axis) => (fresh.has(axis) ? 1 : sizes.shift()));
  }),
  Where: (node, ...inputs) =>
    elementwise((yes, a, b) => (yes ? a : b), inputs[1].data.constructor)(node, ...inputs),
};

/**
 * A graph ready to be asked: `graph(["targets", "next_clock"])` is a function from its inputs by
 * name to these outputs by name, which runs no more than they need.
 *
 * `description` lists `inputs` (name, type), `outputs`, `tensors` (name, type, shape, offset in
 * bytes) and `nodes` (operator, inputs, outputs, attributes) in an order in which they can run. The
 * bytes come as `planes`: the first of every four, then the second, and so on.
 * An operator that is not known here is refused, by its name.
 */
export function loadGraph({ inputs, tensors, nodes }, planes) {
  const unknown = new Set(nodes.map((node) => node.operator).filter((name) => !OPERATORS[name]));
  if (unknown.size)
    throw new Error(`This page does not know the operator ${[...unknown].join(", ")}.`);
  const bytes = interleaved(planes);
  const constants = new Map(
    tensors.map(({ name, type, shape, offset }) => {
      const data = new TYPES[type](sizeOf(shape));
      new Uint8Array(data.buffer).set(bytes.subarray(offset, offset + data.byteLength));
      return [name, { data, shape }];
    }),
  );
  return (wanted) => {
    const needed = new Set(wanted);
    const program = [];
    for (const node of nodes.toReversed())
      if (node.outputs.some((name) => needed.has(name))) {
        node.inputs.forEach((name) => needed.add(name));
        program.unshift({ ...node, compute: OPERATORS[node.operator] });
      }
    const given = inputs.filter(({ name }) => needed.has(name));
    return (values) => run(program, constants, given, wanted, values);
  };
}

function interleaved(planes) {
  const bytes = new Uint8Array(planes.length);
  const count = planes.length / 4;
  for (let i = 0; i < bytes.length; i++) bytes[i] = planes[(i % 4) * count + (i >> 2)];
  return bytes;
}

function run(program, constants, given, wanted, values) {
  const known = new Map(constants);
  for (const { name, type } of given) {
    if (!values[name]) throw new Error(`The graph needs '${name}', which nobody gave.`);
    known.set(name, { data: TYPES[type].from(values[name]), shape: [values[name].length] });
  }
  for (const node of program) {
    const result = node.compute(node, ...node.inputs.map((name) => known.get(name)));
    const results = Array.isArray(result) ? result : [result];
    node.outputs.forEach((name, k) => known.set(name, results[k]));
  }
  return Object.fromEntries(wanted.map((name) => [name, known.get(name).data]));
}
