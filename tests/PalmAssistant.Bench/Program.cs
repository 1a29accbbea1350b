using PalmAssistant.Bench;

return args switch
{
    ["ask", .. var rest] => await AskBench.Run(rest),
    ["statutes", .. var rest] => StatuteBench.Run(rest),
    ["import", .. var rest] => await ImportBench.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.WriteLine("palm bench ask [--seconds N]");
    Console.WriteLine("palm bench statutes --corpus FILE --questions FILE --out RUN [--memory FILE]");
    Console.WriteLine("palm bench import [--size street|100k|district] [--style A|B]");
    return 2;
}
