using PalmAssistant.Bench;

return args switch
{
    ["ask", .. var rest] => await AskBench.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.WriteLine("palm bench ask [--seconds N]");
    return 2;
}
