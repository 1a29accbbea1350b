namespace PalmAssistant.Policies.Search;

/// <summary>
/// A small network (one hidden layer beside a straight one) that orders candidates, trained so that the right ones get the softmax's mass
/// (ListNet, Cao et al. 2007; Adam, Kingma and Ba 2015). Deterministic for a seed. Training on a thousand questions takes seconds.
/// </summary>
public sealed class ListwiseNet
{
    private const int Hidden = 12, Batch = 32, Epochs = 12;
    private const float Rate = 0.02f, LeastRate = 1e-3f, Decay = 3e-3f;
    private readonly int inputs;
    private readonly float[] mean, spread;
    private readonly float[] weights;   // inputs × Hidden, Hidden biases, Hidden outputs, inputs straight

    private ListwiseNet(int inputs, float[] mean, float[] spread, float[] weights) => (this.inputs, this.mean, this.spread, this.weights) = (inputs, mean, spread, weights);

    /// <param name="lists">per question the figures of each candidate, and which of them are right</param>
    public static ListwiseNet Train(IReadOnlyList<(float[][] Figures, bool[] Right)> lists, int seed = 0)
    {
        var useful = lists.Where(list => list.Right.Contains(true)).ToList();
        var inputs = useful[0].Figures[0].Length;
        var (mean, spread) = Moments(useful, inputs);
        var net = new ListwiseNet(inputs, mean, spread, Start(inputs, new Random(seed)));
        var data = useful.Select(list => (Figures: list.Figures.Select(net.Standard).ToArray(), list.Right)).ToArray();
        net.Learn(data, new Random(seed + 1));
        return net;
    }

    /// <summary>The higher the likelier.</summary>
    public float Score(float[] figures) => Forward(Standard(figures), new float[Hidden]);

    private static float[] Start(int inputs, Random random)
    {
        var weights = new float[inputs * Hidden + Hidden + Hidden + inputs];
        for (var i = 0; i < inputs * Hidden; i++) weights[i] = Normal(random) * 0.45f / MathF.Sqrt(inputs);
        for (var h = 0; h < Hidden; h++) weights[inputs * Hidden + Hidden + h] = Normal(random) * 0.1f;
        return weights;
    }

    private static float Normal(Random random) => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    private static (float[] Mean, float[] Spread) Moments(List<(float[][] Figures, bool[] Right)> lists, int inputs)
    {
        var (sum, squares, count) = (new double[inputs], new double[inputs], 0L);
        foreach (var figures in lists.SelectMany(list => list.Figures))
        {
            count++;
            for (var i = 0; i < inputs; i++) { sum[i] += figures[i]; squares[i] += (double)figures[i] * figures[i]; }
        }
        return ([.. sum.Select(s => (float)(s / count))], [.. sum.Zip(squares, (s, q) => (float)Math.Sqrt(Math.Max(0, q / count - s / count * (s / count))) + 1e-6f)]);
    }

    private float[] Standard(float[] figures)
    {
        var standard = new float[inputs];
        for (var i = 0; i < inputs; i++) standard[i] = (figures[i] - mean[i]) / spread[i];
        return standard;
    }

    private float Forward(float[] x, float[] hidden)
    {
        var score = 0f;
        for (var h = 0; h < Hidden; h++)
        {
            var sum = weights[inputs * Hidden + h];
            for (var i = 0; i < inputs; i++) sum += x[i] * weights[h * inputs + i];
            hidden[h] = MathF.Tanh(sum);
            score += hidden[h] * weights[inputs * Hidden + Hidden + h];
        }
        for (var i = 0; i < inputs; i++) score += x[i] * weights[inputs * Hidden + 2 * Hidden + i];
        return score;
    }

    private void Learn((float[][] Figures, bool[] Right)[] data, Random random)
    {
        var (gradient, momentum, velocity) = (new float[weights.Length], new float[weights.Length], new float[weights.Length]);
        var step = 0;
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(data);
            var rate = Rate * (1 - (float)epoch / Epochs) + LeastRate;
            foreach (var batch in data.Chunk(Batch))
            {
                Array.Clear(gradient);
                foreach (var list in batch) AddGradient(list, gradient);
                Move(gradient, momentum, velocity, rate, ++step);
            }
        }
    }

    private void AddGradient((float[][] Figures, bool[] Right) list, float[] gradient)
    {
        var n = list.Figures.Length;
        var (hidden, chance) = (new float[n][], new float[n]);
        for (var k = 0; k < n; k++) chance[k] = Forward(list.Figures[k], hidden[k] = new float[Hidden]);
        var most = chance.Max();
        for (var k = 0; k < n; k++) chance[k] = MathF.Exp(chance[k] - most);
        var (sum, share) = (chance.Sum(), 1f / list.Right.Count(right => right));
        for (var k = 0; k < n; k++) AddGradient(list.Figures[k], hidden[k], chance[k] / sum - (list.Right[k] ? share : 0), gradient);
    }

    private void AddGradient(float[] x, float[] hidden, float error, float[] gradient)
    {
        if (MathF.Abs(error) < 1e-6f) return;
        for (var h = 0; h < Hidden; h++)
        {
            gradient[inputs * Hidden + Hidden + h] += error * hidden[h];
            var back = error * weights[inputs * Hidden + Hidden + h] * (1 - hidden[h] * hidden[h]);
            gradient[inputs * Hidden + h] += back;
            for (var i = 0; i < inputs; i++) gradient[h * inputs + i] += back * x[i];
        }
        for (var i = 0; i < inputs; i++) gradient[inputs * Hidden + 2 * Hidden + i] += error * x[i];
    }

    private void Move(float[] gradient, float[] momentum, float[] velocity, float rate, int step)
    {
        var (first, second) = (1 - MathF.Pow(0.9f, step), 1 - MathF.Pow(0.999f, step));
        for (var i = 0; i < weights.Length; i++)
        {
            var g = gradient[i] / Batch + Decay * weights[i];
            momentum[i] = 0.9f * momentum[i] + 0.1f * g;
            velocity[i] = 0.999f * velocity[i] + 0.001f * g * g;
            weights[i] -= rate * (momentum[i] / first) / (MathF.Sqrt(velocity[i] / second) + 1e-8f);
        }
    }
}
